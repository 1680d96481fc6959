package dev.seisei.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import java.util.ArrayList;
import java.util.List;

/// The table of `docs/architecture.md`: which room knows which, and which libraries.
final class Rooms {
  private static final String JACKSON = "tools.jackson..";
  private static final String TREE = "dev.seisei..tree";
  private static final String PCOLLECTIONS = "org.pcollections..";

  // The module, not the room of its name in the sidecar.
  private static final String CONTROL = "dev.seisei.[control|rules.planted.control]..";

  static final List<Room> ALL =
      List.of(
          room("data"),
          room("testkit", in("data"), in("pipeline"), "org.junit.jupiter.api..", "org.assertj.."),
          room("kernels", "jdk.incubator.vector.."),
          room("graph", in("data"), in("kernels"), JACKSON),
          room("pipeline", in("data"), JACKSON),
          room("gltf", in("data"), JACKSON),
          room("channels", JACKSON),
          new Room("control", CONTROL, List.of(JACKSON, "dev.cel..")),
          room("tree.log"),
          room("tree.blob"),
          room("tree.disk"),
          room("tree.segment", in("tree.disk"), in("tree.log")),
          room(
              "tree.embedded",
              in("tree.disk"),
              in("tree.format"),
              in("tree.log"),
              in("tree.segment")),
          room("tree.codec"),
          room("tree.format"),
          room("tree.node", PCOLLECTIONS, "com.google.re2j..", JACKSON),
          room("tree.command", in("tree.codec"), in("tree.node"), PCOLLECTIONS),
          room(
              "tree.state",
              in("tree.codec"),
              in("tree.command"),
              in("tree.log"),
              in("tree.node"),
              PCOLLECTIONS),
          new Room(
              "tree",
              "dev.seisei..tree",
              List.of(
                  in("tree.command"),
                  in("tree.log"),
                  in("tree.node"),
                  in("tree.state"),
                  PCOLLECTIONS,
                  JACKSON)),
          room(
              "tree.http",
              "dev.seisei..tree",
              in("tree.command"),
              in("tree.log"),
              in("tree.node"),
              JACKSON),
          room("sidecar.file"),
          room("sidecar.participants", in("sidecar.file"), JACKSON),
          room(
              "sidecar.store",
              CONTROL,
              in("sidecar.world"),
              in("tree.command"),
              in("tree.embedded"),
              in("tree.node"),
              TREE,
              JACKSON),
          room("sidecar.operate", in("sidecar.store"), in("tree.http"), TREE, "picocli..", JACKSON),
          room(
              "sidecar.control",
              CONTROL,
              in("kernels"),
              in("channels"),
              in("sidecar.file"),
              in("sidecar.participants"),
              "picocli..",
              JACKSON),
          room("sidecar.chunk", in("data"), "com.github.luben.zstd.."),
          room(
              "sidecar.flow",
              CONTROL,
              in("data"),
              in("pipeline"),
              in("channels"),
              in("sidecar.chunk"),
              JACKSON),
          room("sidecar.metrics", in("pipeline"), "io.micrometer..", "io.prometheus.."),
          room("sidecar.view", in("data"), in("sidecar.chunk")),
          room(
              "sidecar.world",
              in("data"),
              in("graph"),
              in("gltf"),
              in("channels"),
              in("pipeline"),
              in("sidecar.file"),
              in("sidecar.chunk"),
              in("sidecar.flow"),
              in("sidecar.participants"),
              in("sidecar.view"),
              JACKSON),
          room(
              "sidecar.bake",
              in("data"),
              in("kernels"),
              in("graph"),
              in("gltf"),
              in("sidecar.file"),
              "picocli..",
              "me.tongfei.progressbar.."),
          room(
              "sidecar.edge",
              in("data"),
              in("graph"),
              in("channels"),
              CONTROL,
              in("sidecar.control"),
              in("sidecar.bake"),
              in("sidecar.chunk"),
              in("sidecar.participants"),
              in("sidecar.flow"),
              in("sidecar.metrics"),
              in("sidecar.world"),
              in("sidecar.store"),
              in("tree.http"),
              TREE,
              "io.vertx..",
              "io.netty..",
              JACKSON),
          new Room(
              "sidecar",
              "dev.seisei..sidecar",
              List.of(
                  in("data"),
                  in("kernels"),
                  in("graph"),
                  in("channels"),
                  CONTROL,
                  in("sidecar.control"),
                  in("sidecar.bake"),
                  in("sidecar.edge"),
                  in("sidecar.flow"),
                  in("sidecar.participants"),
                  in("sidecar.operate"),
                  in("sidecar.store"),
                  in("sidecar.world"),
                  TREE,
                  "picocli..",
                  JACKSON)));

  private Rooms() {}

  /// A room and all that it may know besides itself and the JDK.
  ///
  /// @param name as its folder is called
  /// @param packages its own
  /// @param known packages of others
  record Room(String name, String packages, List<String> known) {

    boolean holds(JavaClass one) {
      return PackageMatcher.of(packages).matches(one.getPackageName());
    }

    String[] mayKnow() {
      var all = new ArrayList<>(known);
      all.add(packages);
      all.add("java..");
      all.add("javax.crypto..");
      all.add("org.jspecify.annotations..");
      return all.toArray(String[]::new);
    }
  }

  private static Room room(String name, String... known) {
    return new Room(name, in(name), List.of(known));
  }

  private static String in(String room) {
    return "dev.seisei.." + room + "..";
  }
}

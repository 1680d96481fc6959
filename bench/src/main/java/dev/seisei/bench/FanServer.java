package dev.seisei.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Limits;
import dev.seisei.channels.Payload;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.WhenFull;
import dev.seisei.control.Toggles;
import dev.seisei.control.guard.Guards;
import dev.seisei.control.live.Control;
import dev.seisei.graph.GraphFile;
import dev.seisei.sidecar.control.Entrance;
import dev.seisei.sidecar.edge.Edge;
import dev.seisei.sidecar.edge.Settings;
import dev.seisei.sidecar.participants.LoopbackOnly;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import dev.seisei.testkit.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.JsonNodeFactory;

/// A sidecar in a process of its own that broadcasts what it is told, line by line: see [Channels].
final class FanServer {
  private static final long BETWEEN_NANOS = 50_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final HostedWorld hosted;
  private final Edge edge;

  private FanServer(Path data) {
    var blobs = new Blobs(data);
    hosted =
        new HostedWorld(
            GraphFile.read(Repository.path("worlds/archipelago.json")), blobs, 1, 1 << 24);
    // Forgets its toggles: everything is on, and it ends with the process.
    var entrance = new Entrance();
    var control =
        new Control(
            Guards.none(), Toggles.forgetful(), entrance::surroundings, InstantSource.system());
    edge =
        Edge.open(
            hosted,
            blobs,
            new Settings(
                "127.0.0.1",
                0,
                null,
                Duration.ofMinutes(10),
                Limits.USUAL.withConnectionsPerAddress(20_000),
                new LoopbackOnly(),
                List.of(),
                null,
                null),
            control,
            entrance);
  }

  /// Ends with its input.
  public static void main(String[] arguments) throws IOException {
    var server = new FanServer(Files.createTempDirectory("seisei-fan-"));
    answer("port " + server.edge.port());
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        server.obey(line.split(" ", -1));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void answer(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void obey(String[] words) throws IOException {
    switch (words[0]) {
      case "text", "binary" -> {
        long cpu = SYSTEM.getProcessCpuTime();
        int sent =
            broadcast(
                words[0].equals("text"),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]));
        answer("sent " + sent + " " + (SYSTEM.getProcessCpuTime() - cpu));
      }
      case "memory" -> {
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        answer("memory " + heap + " " + resident() + " " + edge.connections());
      }
      default -> throw new IllegalArgumentException("command: must be known, got " + words[0]);
    }
  }

  /// @param aSecond how many; 0 for as many as are taken
  private int broadcast(boolean isText, int size, int aSecond, int seconds) {
    String padding = "x".repeat(size);
    byte[] data = new byte[size];
    PubSub pubSub = hosted.pubSub();
    long begun = System.nanoTime();
    int sent = 0;
    while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(seconds)) {
      Payload payload =
          isText
              ? new Payload.Json(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("t", System.nanoTime())
                      .put("padding", padding))
              : new Payload.Binary(data);
      // Who cannot take more passes one over: what is measured is what arrives.
      if (pubSub.broadcast(new Broadcast(hosted.topic(), "said", payload, new WhenFull.Drop()))) {
        sent++;
      }
      if (aSecond == 0) {
        LockSupport.parkNanos(BETWEEN_NANOS);
      } else {
        long next = begun + sent * TimeUnit.SECONDS.toNanos(1) / aSecond;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    return sent;
  }

  /// Memory of the process that is in use, in bytes; 0 where the system does not tell.
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}

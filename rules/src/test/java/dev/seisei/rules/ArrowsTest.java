package dev.seisei.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.seisei.rules.planted.control.KnowsCel;
import dev.seisei.rules.planted.sidecar.view.KnowsServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrows of `docs/architecture.md`.
final class ArrowsTest {

  static List<Rooms.Room> rooms() {
    return Rooms.ALL;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void a_room_knows_what_the_table_says_and_nothing_else(Rooms.Room room) throws Exception {
    var planted = "dev.seisei.rules.planted." + room.name();
    var trespasser = Class.forName(planted + ".Trespasser");
    var culprits =
        room.name().equals("sidecar.view")
            ? new Class<?>[] {trespasser, KnowsServer.class}
            : new Class<?>[] {trespasser};
    Classes.check(
        classes()
            .that()
            .resideInAPackage(room.packages())
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(room.mayKnow()),
        culprits);
  }

  @Test
  void only_the_edge_knows_the_server() {
    Classes.check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.seisei..sidecar.edge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty.."),
        KnowsServer.class);
  }

  @Test
  void only_guards_know_their_language() {
    Classes.check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.seisei.control.guard..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cel.."),
        KnowsCel.class);
  }
}

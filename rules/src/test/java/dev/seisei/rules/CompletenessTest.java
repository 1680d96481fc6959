package dev.seisei.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.seisei.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Rules hold for what they see: they see everything.
final class CompletenessTest {
  private static final Set<String> PROOFS = Set.of("bench", "rules");
  private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");

  private static List<String> modules() throws IOException {
    String pom = Files.readString(Repository.path("pom.xml"));
    return MODULE
        .matcher(pom)
        .results()
        .map(found -> found.group(1))
        .filter(module -> !PROOFS.contains(module))
        .toList();
  }

  @Test
  void every_package_of_every_module_is_seen() throws IOException {
    var there = new TreeSet<String>();
    for (String module : modules()) {
      Path sources = Repository.path(module + "/src/main/java");
      try (var files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(file -> sources.relativize(file).toString())
            .map(file -> file.substring(0, file.lastIndexOf('/')).replace('/', '.'))
            .forEach(there::add);
      }
    }
    assertThat(there).hasSizeGreaterThan(14);
    assertThat(Classes.PROGRAM.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(there);
  }

  @Test
  void every_class_is_in_one_room() {
    for (JavaClass one : Classes.PROGRAM) {
      assertThat(Rooms.ALL.stream().filter(room -> room.holds(one)))
          .as("rooms of %s", one.getName())
          .hasSize(1);
    }
  }

  @Test
  void every_room_has_classes() {
    assertThat(Rooms.ALL)
        .allSatisfy(room ->
            assertThat(Classes.PROGRAM.stream().anyMatch(room::holds))
                .as("classes in %s", room.name())
                .isTrue());
  }
}

package dev.seisei.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Arrays;
import java.util.List;

/// The classes that rules are about, and those that were planted to break each of them.
///
/// Rules name packages as `dev.seisei..kernels..`, which is the room itself and the room of its
/// name below [dev.seisei.rules.planted].
final class Classes {
  static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.seisei");

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.seisei.rules.planted");

  private Classes() {}

  /// Requires that the program keeps a rule and that the rule finds what was planted to break it: a
  /// rule that finds nothing anywhere proves nothing.
  ///
  /// @param culprits all planted classes that break it, and no others do
  static void check(ArchRule rule, Class<?>... culprits) {
    EvaluationResult planted = rule.evaluate(PLANTED);
    List<String> found = planted.getFailureReport().getDetails();
    assertThat(culprits).isNotEmpty();
    for (Class<?> culprit : culprits) {
      assertThat(found)
          .as("what `%s` finds of what was planted", rule.getDescription())
          .anyMatch(line -> line.contains(culprit.getName()));
    }
    assertThat(found)
        .as("what `%s` finds beyond what was planted", rule.getDescription())
        .allMatch(
            line -> Arrays.stream(culprits).anyMatch(culprit -> line.contains(culprit.getName())));
    rule.check(PROGRAM);
  }
}

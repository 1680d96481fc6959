package dev.seisei.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.seisei.rules.planted.Names;
import dev.seisei.rules.planted.graph.Chatters;
import dev.seisei.rules.planted.unmarked.Stray;
import org.junit.jupiter.api.Test;

/// Names, package-infos and what libraries say.
final class HouseTest {

  @Test
  void every_package_is_null_marked() {
    Classes.check(classes().should(Conditions.BE_IN_A_NULL_MARKED_PACKAGE), Stray.class);
  }

  @Test
  void no_class_has_a_name_that_says_nothing() {
    Classes.check(
        noClasses().should().haveNameMatching(".*[.$](Abstract[A-Z].*|.*(Manager|Utils?|Impl))"),
        Names.AbstractTree.class,
        Names.TreeManager.class,
        Names.TreeUtil.class,
        Names.TreeUtils.class,
        Names.TreeImpl.class);
  }

  @Test
  void nothing_logs_through_anything_but_the_system_logger() {
    Classes.check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging.."),
        Chatters.Logs.class);
  }

  @Test
  void a_library_does_not_write_to_the_terminal() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(
                "dev.seisei..data..",
                "dev.seisei..kernels..",
                "dev.seisei..graph..",
                "dev.seisei..pipeline..",
                "dev.seisei..gltf..",
                "dev.seisei..channels..",
                "dev.seisei.control..",
                "dev.seisei..tree..")
            .should(
                Conditions.notUse(
                    "the terminal",
                    member ->
                        member.isOf(System.class, "out", "err")
                            || member.name().equals("printStackTrace"))),
        Chatters.Prints.class,
        Chatters.PrintsStacks.class);
  }
}

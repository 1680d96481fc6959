package dev.seisei.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/// Conditions that ArchUnit does not bring along.
final class Conditions {

  static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE =
      new ArchCondition<>("be in a package whose package-info is annotated with NullMarked") {
        @Override
        public void check(JavaClass one, ConditionEvents events) {
          if (!one.getPackage().isAnnotatedWith(NullMarked.class)) {
            events.add(
                SimpleConditionEvent.violated(
                    one, one.getName() + " is in a package that is not null-marked"));
          }
        }
      };

  private Conditions() {}

  /// A field, method or constructor that something gets at.
  record Member(String owner, String name) {

    /// @param names of fields and methods; none for all of them
    boolean isOf(Class<?> type, String... names) {
      return isOf(type.getName(), names);
    }

    boolean isOf(String type, String... names) {
      return owner.equals(type) && (names.length == 0 || List.of(names).contains(name));
    }
  }

  /// Neither calls, refers to nor reads what is forbidden: `x -> Math.sin(x)` and `Math::sin`
  /// alike.
  static ArchCondition<JavaClass> notUse(String what, Predicate<Member> forbidden) {
    return new ArchCondition<>("not use " + what) {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        for (JavaAccess<?> access : one.getAccessesFromSelf()) {
          var member = new Member(access.getTargetOwner().getName(), access.getTarget().getName());
          if (forbidden.test(member)) {
            events.add(SimpleConditionEvent.violated(one, access.getDescription()));
          }
        }
      }
    };
  }

  /// Has no method that takes or gives a value of a type.
  static ArchCondition<JavaClass> notPassAround(String type) {
    return new ArchCondition<>("have no method that takes or gives a " + type) {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        for (var unit : one.getCodeUnits()) {
          if (unit.getRawReturnType().isAssignableTo(type)
              || unit.getRawParameterTypes().stream()
                  .anyMatch(given -> given.isAssignableTo(type))) {
            events.add(SimpleConditionEvent.violated(one, unit.getDescription()));
          }
        }
      }
    };
  }
}

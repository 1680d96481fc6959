package dev.seisei.control.guard;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.seisei.control.Component;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Checks and evaluates conditions in the Common Expression Language.
///
/// What an expression can cost is bounded before it runs: its length, its terms and its depth;
/// there are no macros, so nothing repeats; `matches` is left out, whose patterns could be large,
/// and `dyn`, which would go round the types. So one evaluation touches each of at most 200 terms
/// once.
///
/// Source: the CEL specification, github.com/google/cel-spec.
final class Cel {
  static final int LONGEST = 1000;
  static final int MOST_TERMS = 200;
  static final int DEEPEST = 32;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST)
          .maxParseExpressionNodeCount(MOST_TERMS)
          .maxParseRecursionDepth(DEEPEST)
          .maxParseErrorRecoveryLimit(3)
          .enableComprehension(false)
          .enableHeterogeneousNumericComparisons(true)
          .build();
  private static final Map<String, CelType> VARIABLES = variables();
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private Cel() {}

  private static Map<String, CelType> variables() {
    var variables = new LinkedHashMap<String, CelType>();
    variables.put("participant.id", SimpleType.STRING);
    variables.put("participant.name", SimpleType.STRING);
    variables.put("participant.kind", SimpleType.STRING);
    variables.put("participant.roles", ListType.create(SimpleType.STRING));
    variables.put("component.name", SimpleType.STRING);
    variables.put("component.state", SimpleType.STRING);
    variables.put("component.to", SimpleType.STRING);
    for (Component component : Component.all()) {
      variables.put("components." + component.title(), SimpleType.STRING);
    }
    variables.put("world.id", SimpleType.STRING);
    variables.put("world.participants", SimpleType.INT);
    return variables;
  }

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .excludeFunctions(StandardFunction.MATCHES, StandardFunction.DYN)
                    .build())
            .setResultType(SimpleType.BOOL);
    VARIABLES.forEach(builder::addVar);
    return builder.build();
  }

  /// An expression that has been checked.
  @FunctionalInterface
  interface Program {
    boolean holds(Facts facts);
  }

  /// Checks an expression.
  ///
  /// @param name of its condition
  /// @throws GuardException `guard.expression`
  static Program compile(String name, String expression) {
    CelRuntime.Program program;
    try {
      program = RUNTIME.createProgram(COMPILER.compile(expression).getAst());
    } catch (CelValidationException e) {
      throw new GuardException(
          "guard.expression",
          "`%s`: %s. It must be a truth value in CEL, of at most %d characters, %d terms and %d levels. It may ask for %s."
              .formatted(
                  name,
                  told(e),
                  LONGEST,
                  MOST_TERMS,
                  DEEPEST,
                  VARIABLES.keySet().stream()
                      .filter(variable -> !variable.startsWith("components."))
                      .collect(Collectors.joining(", ", "", ", components.<name>"))));
    } catch (CelEvaluationException e) {
      throw new GuardException("guard.expression", "`" + name + "`: " + e.getMessage() + ".");
    }
    return facts -> {
      try {
        return program.eval(values(facts)) instanceof Boolean holds && holds;
      } catch (CelEvaluationException e) {
        throw new GuardException(
            "guard.failed", "`" + name + "` has no answer: " + e.getMessage() + ".");
      }
    };
  }

  private static String told(CelValidationException e) {
    List<CelIssue> errors = e.getErrors();
    if (errors.isEmpty()) {
      return Condition.shortened(String.valueOf(e.getMessage()));
    }
    CelIssue first = errors.getFirst();
    String what = first.getMessage().replaceAll(" \\(in container '.*'\\)", "");
    int column = first.getSourceLocation().getColumn();
    return column < 0 ? what : "at character " + (column + 1) + ": " + what;
  }

  private static Map<String, Object> values(Facts facts) {
    var values = new HashMap<String, Object>();
    values.put("participant.id", facts.who().id());
    values.put("participant.name", facts.who().name());
    values.put("participant.kind", facts.who().kind());
    values.put("participant.roles", facts.who().roles());
    values.put("component.name", facts.component().title());
    values.put("component.to", facts.to() ? "on" : "off");
    facts
        .states()
        .forEach((component, state) -> values.put("components." + component.title(), state.word()));
    values.put("component.state", values.get("components." + facts.component().title()));
    values.put("world.id", facts.world().world());
    values.put("world.participants", (long) facts.world().participants());
    return values;
  }
}

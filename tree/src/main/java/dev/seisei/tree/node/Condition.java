package dev.seisei.tree.node;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Something that holds for a place in the tree or does not.
///
/// The text of a condition and the condition are the same thing: `version > 3 & !data`; the whole
/// grammar stands at [ConditionText]. Where no node stands, only [Always] and tests of the place's
/// name and path can hold, and what is negated.
public sealed interface Condition {

  int MAX_DEPTH = 16;
  int MAX_TERMS = 64;

  static Condition always() {
    return new Always();
  }

  static Condition exists() {
    return new Exists();
  }

  static Condition hasData() {
    return new HasData();
  }

  /// Reads a condition.
  ///
  /// @throws IllegalArgumentException if the text is none
  static Condition parse(String text) {
    return ConditionText.parse(text);
  }

  static Condition version(Comparison comparison, long version) {
    return new Counts(Count.VERSION, comparison, version);
  }

  static Condition childrenVersion(Comparison comparison, long version) {
    return new Counts(Count.CHILDREN_VERSION, comparison, version);
  }

  static Condition children(Comparison comparison, long count) {
    return new Counts(Count.CHILDREN, comparison, count);
  }

  /// Whether it holds. What looking costs is spent.
  default boolean holds(Candidate place, Cost cost) {
    Node node = place.node();
    return switch (this) {
      case Always _ -> true;
      case Exists _ -> node != null;
      case HasData _ -> node != null && node.payload() != null;
      case NameIs test -> test.name.equals(place.name());
      case NameMatches test -> test.regex.isFoundIn(place.name(), cost);
      case PathMatches test -> test.regex.isFoundIn(place.path(), cost);
      case Counts test ->
          node != null && test.comparison.holds(Long.compare(test.count.of(node), test.value));
      case TypeIs test ->
          node != null && node.payload() != null && test.type.equals(node.payload().type());
      case DataIs test -> {
        if (node == null || node.payload() == null) {
          yield false;
        }
        cost.spend(1 + node.payload().size() / 100);
        yield node.payload().view().equals(test.data.view());
      }
      case DataMatches test ->
          node != null
              && node.payload() != null
              && test.regex.isFoundIn(node.payload().text(), cost);
      case JsonIs test ->
          node != null && node.payload() != null && test.holds(node.payload(), cost);
      case Not test -> !test.condition.holds(place, cost);
      case All test -> {
        for (Condition one : test.conditions) {
          if (!one.holds(place, cost)) {
            yield false;
          }
        }
        yield true;
      }
      case AnyOf test -> {
        for (Condition one : test.conditions) {
          if (one.holds(place, cost)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  default Condition and(Condition other) {
    return new All(List.of(this, other));
  }

  default Condition or(Condition other) {
    return new AnyOf(List.of(this, other));
  }

  default Condition negate() {
    return new Not(this);
  }

  /// Holds everywhere: `any`.
  record Always() implements Condition {
    @Override
    public String toString() {
      return "any";
    }
  }

  /// A node stands there: `exists`.
  record Exists() implements Condition {
    @Override
    public String toString() {
      return "exists";
    }
  }

  /// It carries a payload: `data`.
  record HasData() implements Condition {
    @Override
    public String toString() {
      return "data";
    }
  }

  /// `name = "x"`.
  record NameIs(String name) implements Condition {
    public NameIs {
      Names.check(name);
    }

    @Override
    public String toString() {
      return "name = " + ConditionText.quote(name);
    }
  }

  /// `name ~ "^x"`.
  record NameMatches(Regex regex) implements Condition {
    @Override
    public String toString() {
      return "name ~ " + ConditionText.quote(regex.source());
    }
  }

  /// Of the whole path as text: `path ~ "^/worlds/.*/edits"`.
  record PathMatches(Regex regex) implements Condition {
    @Override
    public String toString() {
      return "path ~ " + ConditionText.quote(regex.source());
    }
  }

  /// What is counted at a node.
  enum Count {
    VERSION("version"),
    CHILDREN_VERSION("children.version"),
    CHILDREN("children"),
    CHANGED("changed"),
    SIZE("size");

    private final String word;

    Count(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    long of(Node node) {
      return switch (this) {
        case VERSION -> node.version();
        case CHILDREN_VERSION -> node.childrenVersion();
        case CHILDREN -> node.children().size();
        case CHANGED -> node.changed();
        case SIZE -> node.payload() == null ? 0 : node.payload().size();
      };
    }
  }

  /// `version = 3`, `children.version != 1`, `children < 10`, `changed > 4711`, `size >= 1024`.
  ///
  /// @param value at least 0
  record Counts(Count count, Comparison comparison, long value) implements Condition {
    public Counts {
      if (value < 0) {
        throw new IllegalArgumentException(
            count.word() + ": can only be compared with at least 0, got " + value);
      }
    }

    @Override
    public String toString() {
      return count.word() + " " + comparison.sign() + " " + value;
    }
  }

  /// The payload's media type: `type = "application/json"`.
  record TypeIs(String type) implements Condition {
    public TypeIs {
      Payload.wrap(type, new byte[0]);
    }

    @Override
    public String toString() {
      return "type = " + ConditionText.quote(type);
    }
  }

  /// The payload's bytes, of whatever type: `data = "on"`, `data = x"00ff"`.
  record DataIs(Payload data) implements Condition {
    private static final int MOST_BYTES = 4096;

    public DataIs {
      // Its type is not compared.
      data = Payload.wrap(Payload.BYTES, data.bytes());
      if (data.size() > MOST_BYTES) {
        throw new IllegalArgumentException(
            "data: can only be compared with at most 4096 bytes, got " + data.size());
      }
    }

    @Override
    public String toString() {
      byte[] bytes = data.bytes();
      String text = data.text();
      return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
          ? "data = " + ConditionText.quote(text)
          : "data = x\"" + HexFormat.of().formatHex(bytes) + "\"";
    }
  }

  /// The payload as UTF-8 text: `data ~ "^on$"`.
  record DataMatches(Regex regex) implements Condition {
    @Override
    public String toString() {
      return "data ~ " + ConditionText.quote(regex.source());
    }
  }

  /// A value inside a JSON payload: `json "/brush/radius" >= 2.5`.
  ///
  /// Holds nowhere where there is no such value; values of different types are unequal and have no
  /// order, `true`, `false` and `null` have none either.
  ///
  /// @param pointer RFC 6901
  /// @param value a number, a text, true, false or null
  record JsonIs(String pointer, Comparison comparison, JsonNode value) implements Condition {
    public JsonIs {
      JsonValues.check(pointer, value);
    }

    boolean holds(Payload payload, Cost cost) {
      cost.spend(10 + payload.size());
      return JsonValues.holds(payload, pointer, comparison, value);
    }

    @Override
    public String toString() {
      return "json "
          + ConditionText.quote(pointer)
          + " "
          + comparison.sign()
          + " "
          + JsonValues.text(value);
    }
  }

  /// `!data`.
  record Not(Condition condition) implements Condition {
    public Not {
      Shape.check(List.of(condition));
    }

    @Override
    public String toString() {
      return "!" + Shape.nested(condition);
    }
  }

  /// All of at least two: `data & version > 3`.
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
      if (conditions.size() < 2) {
        throw new IllegalArgumentException("all: must be of at least two conditions");
      }
      Shape.check(conditions);
    }

    @Override
    public String toString() {
      return conditions.stream().map(Shape::nested).collect(Collectors.joining(" & "));
    }
  }

  /// At least one of at least two: `!data | version > 3`.
  record AnyOf(List<Condition> conditions) implements Condition {
    public AnyOf {
      conditions = List.copyOf(conditions);
      if (conditions.size() < 2) {
        throw new IllegalArgumentException("any of: must be of at least two conditions");
      }
      Shape.check(conditions);
    }

    @Override
    public String toString() {
      return conditions.stream().map(Shape::nested).collect(Collectors.joining(" | "));
    }
  }

  /// How conditions are nested.
  final class Shape {
    private Shape() {}

    static String nested(Condition condition) {
      return condition instanceof All || condition instanceof AnyOf
          ? "(" + condition + ")"
          : condition.toString();
    }

    static void check(List<Condition> parts) {
      int deepest = 0;
      int terms = 0;
      for (Condition one : parts) {
        deepest = Math.max(deepest, 1 + depth(one));
        terms += terms(one);
      }
      if (deepest > MAX_DEPTH || terms > MAX_TERMS) {
        throw new IllegalArgumentException(
            "condition: must be nested at most 16 deep and have at most 64 terms");
      }
    }

    private static List<Condition> parts(Condition condition) {
      return switch (condition) {
        case Not not -> List.of(not.condition);
        case All all -> all.conditions;
        case AnyOf any -> any.conditions;
        case Always _, Exists _, HasData _, NameIs _, NameMatches _, PathMatches _ -> List.of();
        case Counts _, TypeIs _, DataIs _, DataMatches _, JsonIs _ -> List.of();
      };
    }

    private static int depth(Condition condition) {
      int deepest = 0;
      for (Condition one : parts(condition)) {
        deepest = Math.max(deepest, 1 + depth(one));
      }
      return deepest;
    }

    static int terms(Condition condition) {
      int terms = 1;
      for (Condition one : parts(condition)) {
        terms += terms(one);
      }
      return terms;
    }
  }
}

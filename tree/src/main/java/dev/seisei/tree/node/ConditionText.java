package dev.seisei.tree.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads conditions by descending through their grammar (EBNF; blanks may stand between words):
///
/// ```
/// condition = conjunction { "|" conjunction }
/// conjunction = factor { "&" factor }
/// factor = "!" factor | "(" condition ")" | test
/// test = "any" | "exists" | "data"
///      | "name" "=" string | "name" "~" regex | "path" "~" regex
///      | ("version" | "children.version" | "children" | "changed" | "size") comparison number
///      | "type" "=" string
///      | "data" "=" (string | "x" string of hexadecimal digits) | "data" "~" regex
///      | "json" string comparison (number | string | "true" | "false" | "null")
/// comparison = "=" | "!=" | "<" | "<=" | ">" | ">="
/// regex = string
/// string = '"' { any character, `"` as `\"` and `\` as `\\` } '"'
/// ```
///
/// `!` binds more than `&`, and `&` more than `|`.
final class ConditionText {
  private static final int MOST_CHARACTERS = 16 << 10;

  private final String text;
  private int at;
  private int depth;

  private ConditionText(String text, int at) {
    this.text = text;
    this.at = at;
  }

  static Condition parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("condition: must be at most 16384 characters");
    }
    var in = new ConditionText(text, 0);
    Condition condition = in.condition();
    in.blanks();
    if (in.at < text.length()) {
      throw in.wrong("an `&`, an `|` or the end");
    }
    return condition;
  }

  /// A condition and where the bracket after it closed.
  record Bracketed(Condition condition, int end) {}

  /// Reads a condition and the `]` after it.
  ///
  /// @param from after the `[`
  static Bracketed parseBracketed(String text, int from) {
    var in = new ConditionText(text, from);
    Condition condition = in.condition();
    if (!in.take("]")) {
      throw in.wrong("`]`, `&` or `|`");
    }
    return new Bracketed(condition, in.at);
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Condition condition() {
    return several("|", this::conjunction, Condition.AnyOf::new);
  }

  private Condition conjunction() {
    return several("&", this::factor, Condition.All::new);
  }

  private Condition several(
      String sign, Supplier<Condition> part, Function<List<Condition>, Condition> together) {
    Condition first = part.get();
    if (!take(sign)) {
      return first;
    }
    var parts = new ArrayList<Condition>(List.of(first));
    do {
      parts.add(part.get());
    } while (parts.size() <= Condition.MAX_TERMS && take(sign));
    return together.apply(parts);
  }

  private Condition factor() {
    if (++depth > 2 * Condition.MAX_DEPTH) {
      throw new IllegalArgumentException("condition: must be nested at most 16 deep");
    }
    Condition read;
    if (take("!")) {
      read = factor().negate();
    } else if (take("(")) {
      read = condition();
      if (!take(")")) {
        throw wrong("`)`, `&` or `|`");
      }
    } else {
      read = test();
    }
    depth--;
    return read;
  }

  private Condition test() {
    blanks();
    int start = at;
    String word = word();
    return switch (word) {
      case "any" -> Condition.always();
      case "exists" -> Condition.exists();
      case "name" -> take("~") ? new Condition.NameMatches(regex()) : name();
      case "path" -> {
        require("~");
        yield new Condition.PathMatches(regex());
      }
      case "type" -> {
        require("=");
        yield new Condition.TypeIs(string());
      }
      case "data" -> data();
      case "json" -> new Condition.JsonIs(string(), comparison(), value());
      default -> {
        for (var count : Condition.Count.values()) {
          if (count.word().equals(word)) {
            yield new Condition.Counts(count, comparison(), number());
          }
        }
        at = start;
        throw wrong(
            "any, exists, data, name, path, version, children, children.version, changed, size,"
                + " type, json, `!` or `(`");
      }
    };
  }

  private Condition name() {
    require("=");
    return new Condition.NameIs(string());
  }

  private Condition data() {
    if (take("~")) {
      return new Condition.DataMatches(regex());
    }
    if (!take("=")) {
      return Condition.hasData();
    }
    blanks();
    boolean isHex = take("x");
    String data = string();
    try {
      return new Condition.DataIs(
          Payload.wrap(
              Payload.BYTES,
              isHex ? HexFormat.of().parseHex(data) : data.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("data: " + e.getMessage(), e);
    }
  }

  private JsonNode value() {
    blanks();
    if (at < text.length() && text.charAt(at) == '"') {
      return JsonNodeFactory.instance.stringNode(string());
    }
    int start = at;
    String word = word();
    return switch (word) {
      case "true", "false" -> JsonNodeFactory.instance.booleanNode(word.equals("true"));
      case "null" -> JsonNodeFactory.instance.nullNode();
      default -> {
        at = start;
        yield JsonValues.number(digits());
      }
    };
  }

  private Regex regex() {
    return Regex.of(string());
  }

  private Comparison comparison() {
    // The longer signs first.
    for (var one :
        List.of(
            Comparison.NE,
            Comparison.LE,
            Comparison.GE,
            Comparison.EQ,
            Comparison.LT,
            Comparison.GT)) {
      if (take(one.sign())) {
        return one;
      }
    }
    throw wrong("=, !=, <, <=, > or >=");
  }

  private long number() {
    blanks();
    String digits = digits();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("condition: " + digits + " is no whole number", e);
    }
  }

  private String digits() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == start) {
      throw wrong("a number");
    }
    return text.substring(start, at);
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && (text.charAt(at) == '.' || (text.charAt(at) >= 'a' && text.charAt(at) <= 'z'))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String string() {
    blanks();
    if (at == text.length() || text.charAt(at) != '"') {
      throw wrong("a string in double quotes");
    }
    var out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '\\') {
        at++;
        if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\\')) {
          throw wrong("`\"` or `\\`");
        }
        c = text.charAt(at);
      }
      out.append(c);
    }
    throw wrong("the `\"` at the string's end");
  }

  private void require(String sign) {
    if (!take(sign)) {
      throw wrong("`" + sign + "`");
    }
  }

  private boolean take(String sign) {
    blanks();
    if (text.startsWith(sign, at)) {
      at += sign.length();
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    String there =
        at >= text.length()
            ? "the end"
            : "`" + text.substring(at, Math.min(text.length(), at + 20)) + "`";
    return new IllegalArgumentException(
        "condition: at character " + (at + 1) + " expected " + expected + ", got " + there);
  }
}

package dev.seisei.tree.node;

import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Compares values inside JSON, numbers exactly as they are written.
final class JsonValues {
  private static final int MOST_CHARACTERS = 1024;
  private static final int MOST_DIGITS = 64;
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private JsonValues() {}

  static void check(String pointer, JsonNode value) {
    if (pointer.length() > MOST_CHARACTERS || (!pointer.isEmpty() && !pointer.startsWith("/"))) {
      throw new IllegalArgumentException(
          "json: must be a JSON pointer such as \"/brush/radius\", got "
              + pointer.substring(0, Math.min(80, pointer.length())));
    }
    boolean isScalar = value.isNumber() || value.isString() || value.isBoolean() || value.isNull();
    if (!isScalar || text(value).length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "json: can only be compared with a number, a text of up to 1024 characters, true, false"
              + " or null");
    }
  }

  /// Reads a number.
  static JsonNode number(String text) {
    if (text.length() > MOST_DIGITS) {
      throw new IllegalArgumentException("condition: a number must be at most 64 characters");
    }
    try {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("condition: " + text + " is no number", e);
    }
  }

  static String text(JsonNode value) {
    if (value.isString()) {
      return ConditionText.quote(value.stringValue());
    }
    return value.isNumber() ? value.decimalValue().toString() : value.toString();
  }

  static boolean holds(Payload payload, String pointer, Comparison comparison, JsonNode value) {
    JsonNode found;
    try {
      found = EXACT.readTree(payload.bytes()).at(JsonPointer.compile(pointer));
    } catch (JacksonException | ArithmeticException | NumberFormatException _) {
      return false;
    }
    if (found.isMissingNode()) {
      return false;
    }
    if (found.isNumber() && value.isNumber()) {
      return comparison.holds(found.decimalValue().compareTo(value.decimalValue()));
    }
    if (found.isString() && value.isString()) {
      return comparison.holds(found.stringValue().compareTo(value.stringValue()));
    }
    return switch (comparison) {
      case EQ -> found.equals(value);
      case NE -> !found.equals(value);
      case LT, LE, GT, GE -> false;
    };
  }
}

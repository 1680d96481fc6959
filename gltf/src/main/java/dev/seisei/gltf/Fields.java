package dev.seisei.gltf;

import tools.jackson.databind.JsonNode;

/// Checked access to the JSON of a file that nobody vouches for.
final class Fields {
  private Fields() {}

  /// The array of that name; empty if it is left out.
  static JsonNode array(JsonNode of, String name) {
    JsonNode found = of.path(name);
    if (!found.isMissingNode() && !found.isArray()) {
      throw new GlbFormatException(name + ": must be an array, got " + found.getNodeType());
    }
    return found;
  }

  /// Entry of an array of the document's.
  static JsonNode entry(JsonNode of, String name, int index) {
    JsonNode all = array(of, name);
    if (index < 0 || index >= all.size()) {
      throw new GlbFormatException(
          name + ": must have entry " + index + ", got " + all.size() + " entries");
    }
    return all.path(index);
  }

  static int integer(JsonNode of, String name, int least, int most) {
    return whole(of.path(name), name, least, most);
  }

  static int whole(JsonNode value, String name, int least, int most) {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw new GlbFormatException(
          name + ": must be an integer from " + least + " to " + most + ", got " + shown(value));
    }
    return (int) value.longValue();
  }

  static int integerOr(JsonNode of, String name, int otherwise, int most) {
    return of.has(name) ? integer(of, name, 0, most) : otherwise;
  }

  static String text(JsonNode of, String name) {
    JsonNode value = of.path(name);
    return value.isString() ? value.stringValue() : "";
  }

  /// Numbers of an array of exactly so many, or the given ones if it is left out.
  static float[] floats(JsonNode of, String name, float... otherwise) {
    JsonNode value = array(of, name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.size() != otherwise.length) {
      throw new GlbFormatException(
          name + ": must have " + otherwise.length + " numbers, got " + value.size());
    }
    var floats = new float[otherwise.length];
    for (int i = 0; i < floats.length; i++) {
      if (!value.path(i).isNumber()) {
        throw new GlbFormatException(name + ": must be numbers, got " + shown(value.path(i)));
      }
      floats[i] = (float) value.path(i).doubleValue();
    }
    return floats;
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}

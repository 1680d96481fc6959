package dev.seisei.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A piece of a graph file that knows where it stands, so that every error can say so.
///
/// @param file as errors call it
/// @param where path inside the file, as a person would say it
/// @param json the piece itself
record Located(String file, String where, JsonNode json) {

  /// What a file may hold at a place, told as an error when it holds something else.
  GraphException fault(String code, String rule) {
    return new GraphException(code, file + ": " + where + ": " + rule);
  }

  private GraphException wrongType(String expected) {
    String got = json.isMissingNode() ? "nothing" : shortened(json.toString(), 60);
    return fault(
        json.isMissingNode() ? "graph.missing" : "graph.type",
        "must be " + expected + ", got " + got);
  }

  /// What a file says, no longer than an error should be.
  static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  boolean isGiven() {
    return !json.isMissingNode() && !json.isNull();
  }

  /// A member of this object, which may be missing.
  Located at(String key) {
    return new Located(file, where.isEmpty() ? key : where + ": " + key, json.path(key));
  }

  /// The elements of this array.
  List<Located> elements(int least, int most) {
    if (!json.isArray() || json.size() < least || json.size() > most) {
      throw wrongType("a list of " + least + " to " + most + " entries");
    }
    var elements = new ArrayList<Located>();
    for (int i = 0; i < json.size(); i++) {
      elements.add(new Located(file, where + " entry " + (i + 1), json.get(i)));
    }
    return elements;
  }

  /// This object.
  Located object() {
    if (!json.isObject()) {
      throw wrongType("an object");
    }
    return this;
  }

  /// This object, which may only have the given members.
  Located object(Set<String> keys) {
    object();
    for (String key : json.propertyNames()) {
      if (!keys.contains(key)) {
        throw fault(
            "graph.unknown-key",
            "knows no `" + shortened(key, 60) + "`. It can have: " + listed(keys) + ".");
      }
    }
    return this;
  }

  static String listed(Set<String> names) {
    return new TreeSet<>(names).stream().collect(Collectors.joining(", "));
  }

  String text(int most) {
    if (!json.isString() || json.stringValue().isBlank() || json.stringValue().length() > most) {
      throw wrongType("a text of 1 to " + most + " characters");
    }
    return json.stringValue();
  }

  /// A name that can stand in paths and links.
  String name() {
    String name = text(64);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw fault("graph.name", "must be of a-z, 0-9 and -, got `" + name + "`");
    }
    return name;
  }

  double number(double least, double most) {
    // As text, since the parser refuses to make a double of whole numbers beyond its range.
    double value = json.isNumber() ? Double.parseDouble(json.asString()) : Double.NaN;
    if (Double.isNaN(value)) {
      throw wrongType("a number from " + plain(least) + " to " + plain(most));
    }
    if (value < least || value > most) {
      throw fault(
          "graph.range",
          "must be " + plain(least) + " to " + plain(most) + ", got " + plain(value));
    }
    return value;
  }

  int whole(int least, int most) {
    double value = number(least, most);
    if (value != Math.rint(value)) {
      throw fault("graph.range", "must be a whole number, got " + plain(value));
    }
    return (int) value;
  }

  /// A colour as `0xRRGGBB`.
  int colour() {
    if (!json.isString() || !json.stringValue().matches("#[0-9a-fA-F]{6}")) {
      throw wrongType("a colour as #rrggbb");
    }
    return Integer.parseInt(json.stringValue().substring(1), 16);
  }

  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

package dev.seisei.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the buffers on a link are: a kind of data and what is fixed about it. As what a pad accepts
/// it is a pattern: what it does not mention may be anything.
///
/// @param type `bytes`, `glb`, `chunk`, `height-field`, …; `*` for any
/// @param parameters what is fixed, by name, in order
public record Format(String type, SortedMap<String, String> parameters) {

  private static final Pattern TYPE = Pattern.compile("[*=]|[a-z][a-z0-9-]{0,63}");

  /// Every format.
  public static final Format ANY = of("*");

  /// For outputs: what the inputs receive.
  public static final Format SAME = of("=");

  /// Raw bytes: payloads are `byte[]`.
  public static final Format BYTES = of("bytes");

  /// Binary glTF: payloads are `byte[]`, a whole file each.
  public static final Format GLB = of("glb");

  public Format {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("type: must be of a-z, 0-9 and -, got `" + type + "`");
    }
    if (parameters.size() > 16) {
      throw new IllegalArgumentException(
          "parameters: must be at most 16, got " + parameters.size());
    }
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  public static Format of(String type) {
    return new Format(type, new TreeMap<>());
  }

  /// This format with one more thing fixed.
  public Format with(String parameter, Object value) {
    var more = new TreeMap<>(parameters);
    more.put(parameter, value.toString());
    return new Format(type, more);
  }

  /// Whether buffers of a format are among those of this pattern.
  public boolean accepts(Format other) {
    return type.equals("*")
        || (type.equals(other.type)
            && other.parameters.entrySet().containsAll(parameters.entrySet()));
  }

  /// Whether some format is accepted by both patterns.
  public boolean overlaps(Format other) {
    if (type.equals("*") || other.type.equals("*")) {
      return true;
    }
    if (!type.equals(other.type)) {
      return false;
    }
    for (Map.Entry<String, String> fixed : parameters.entrySet()) {
      if (!fixed
          .getValue()
          .equals(other.parameters.getOrDefault(fixed.getKey(), fixed.getValue()))) {
        return false;
      }
    }
    return true;
  }

  /// Whether it says more than a kind of pattern can: one format, not several.
  public boolean isConcrete() {
    return !type.equals("*") && !type.equals("=");
  }

  /// `glb` or `height-field (side 33)`.
  @Override
  public String toString() {
    String name =
        switch (type) {
          case "*" -> "anything";
          case "=" -> "what it receives";
          default -> type;
        };
    return parameters.isEmpty()
        ? name
        : parameters.entrySet().stream()
            .map(fixed -> fixed.getKey() + " " + fixed.getValue())
            .collect(Collectors.joining(", ", name + " (", ")"));
  }
}

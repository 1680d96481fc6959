package dev.seisei.tree.node;

import java.util.List;
import java.util.stream.Collectors;

/// A name in which `*` stands for any characters, also none.
///
/// @param parts what stands between the stars, at least two; the first and the last may be empty
public record Glob(List<String> parts) {
  /// Any name: `*`.
  public static final Glob ANY = new Glob(List.of("", ""));

  private static final int MOST_CHARACTERS = 255;

  public Glob {
    parts = List.copyOf(parts);
    int characters = parts.stream().mapToInt(String::length).sum() + parts.size();
    if (parts.size() < 2 || characters > MOST_CHARACTERS + 1) {
      throw new IllegalArgumentException("glob: must have a `*` and at most 255 characters");
    }
  }

  /// Reads `chunk-*`: what is no star may be escaped as in [Names].
  static Glob parse(String text) {
    String[] escaped = text.split("\\*", -1);
    var parts = new String[escaped.length];
    for (int i = 0; i < escaped.length; i++) {
      parts[i] = escaped[i].isEmpty() ? "" : Names.unescape(escaped[i]);
    }
    return new Glob(List.of(parts));
  }

  /// All names that it fits begin so.
  String prefix() {
    return parts.getFirst();
  }

  boolean fits(String name) {
    String last = parts.getLast();
    int at = prefix().length();
    if (!name.startsWith(prefix())) {
      return false;
    }
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return name.length() - last.length() >= at && name.endsWith(last);
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.isEmpty() ? "" : escape(part))
        .collect(Collectors.joining("*"));
  }

  private static String escape(String part) {
    var out = new StringBuilder();
    // A part is not a whole name: a dot next to a star means itself.
    Names.escapeCharacters(part, out);
    return out.toString();
  }
}

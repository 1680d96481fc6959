package dev.seisei.sidecar.participants;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What sort of participant someone is; nothing is allowed or forbidden by it.
public enum Kind {
  /// Somebody at a browser.
  PERSON,
  GODOT_CLIENT,
  GODOT_SERVER,
  BLENDER,
  /// Anything else.
  PROGRAM;

  /// As tokens, parameters and messages call it: `godot-client`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The kind of a word.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Kind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "kind: must be one of "
                    + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))
                    + ", got "
                    + Words.shown(word)));
  }
}

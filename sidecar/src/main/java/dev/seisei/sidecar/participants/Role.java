package dev.seisei.sidecar.participants;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What someone may do.
///
/// `view`, `edit` and `author` are steps: who may do more may do less. `operate` stands beside
/// them: who runs the server need not see its worlds.
public enum Role {
  /// See a world and the others in it.
  VIEW,
  /// Change what stands in a world, in ways that can be undone.
  EDIT,
  /// Change what a world is made of.
  AUTHOR,
  /// Run the server: switch its parts, see and mend what it keeps.
  OPERATE;

  /// Whether who has this role may do what asks for another.
  public boolean covers(Role needed) {
    return this == needed || (this != OPERATE && needed != OPERATE && compareTo(needed) >= 0);
  }

  /// As tokens, files and messages call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of a word.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "role: must be one of "
                    + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "))
                    + ", got "
                    + Words.shown(word)));
  }
}

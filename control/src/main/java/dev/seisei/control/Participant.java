package dev.seisei.control;

import java.util.List;

/// Who asks: a person or a program, as far as the sidecar knows.
///
/// @param id tells it from others, 1 to 128 characters
/// @param name for people to read, at most 128 characters
/// @param kind `person`, `program`, `pipeline` or another word
/// @param roles what it may do, at most 32 words, sorted
public record Participant(String id, String name, String kind, List<String> roles) {
  private static final int LONGEST = 128;
  private static final int MOST_ROLES = 32;

  public Participant {
    require(!id.isEmpty() && id.length() <= LONGEST, "id: must have 1 to 128 characters");
    require(name.length() <= LONGEST, "name: must have at most 128 characters");
    require(isWord(kind), "kind: must be a word of a-z, 0-9 and -, at most 32 characters");
    require(
        roles.size() <= MOST_ROLES && roles.stream().allMatch(Participant::isWord),
        "roles: must be at most 32 words of a-z, 0-9 and -");
    roles = roles.stream().sorted().distinct().toList();
  }

  private static boolean isWord(String text) {
    return text.matches("[a-z][a-z0-9-]{0,31}");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("participant " + rule);
    }
  }

  /// How sentences call it.
  public String called() {
    return name.isBlank() ? id : name;
  }
}

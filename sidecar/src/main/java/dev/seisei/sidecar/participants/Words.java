package dev.seisei.sidecar.participants;

import java.util.regex.Pattern;

/// Which words may name someone. They come from strangers and go into logs, pages and file names.
final class Words {
  static final int MOST_NAME = 64;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  // Control, format, surrogate, private and unassigned characters, and separators but the space.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Words() {}

  /// An id as it must be.
  ///
  /// @throws IllegalArgumentException if it is none
  static String id(String name, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          name
              + ": must be 1 to 64 of letters, digits and ._@- and begin with a letter or digit, got "
              + shown(id));
    }
    return id;
  }

  /// A name as it must be: what can be seen, on one line.
  ///
  /// @throws IllegalArgumentException if it is none
  static String name(String name) {
    if (name.isBlank()
        || name.codePointCount(0, name.length()) > MOST_NAME
        || UNSEEN.matcher(name).find()) {
      throw new IllegalArgumentException(
          "name: must be 1 to " + MOST_NAME + " characters that can be seen, got " + shown(name));
    }
    return name;
  }

  /// What was given instead, as a message may hold it.
  static String shown(String text) {
    String seen = UNSEEN.matcher(text).replaceAll("\ufffd");
    return "`" + (seen.length() <= 60 ? seen : seen.substring(0, 60) + "…") + "`";
  }
}

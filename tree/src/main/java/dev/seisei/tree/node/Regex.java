package dev.seisei.tree.node;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;

/// A regular expression that no text can make slow: RE2's, which take time linear in the text.
///
/// Found anywhere in the text unless anchored with `^` and `$`. At most 128 characters, 500
/// instructions when compiled, and counts (`{3}`) that multiply to at most 200: what is compiled
/// stays small too.
///
/// Source: R. Cox, "Regular Expression Matching Can Be Simple And Fast", 2007.
public final class Regex {
  private static final int MAX_CHARACTERS = 128;
  private static final int MAX_INSTRUCTIONS = 500;
  private static final int MAX_PRODUCT = 200;
  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private final String source;
  private final Pattern pattern;

  private Regex(String source, Pattern pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  /// Compiles an expression.
  ///
  /// @throws IllegalArgumentException if it is none, or too large
  public static Regex of(String source) {
    if (source.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "regex: must be at most 128 characters, got " + source.length());
    }
    long product = 1;
    for (MatchResult count : COUNT.matcher(source).results().toList()) {
      String most = count.group(2);
      long least = Long.parseLong(count.group(1));
      product *= Math.max(1, most == null || most.isEmpty() ? least : Long.parseLong(most));
      if (product > MAX_PRODUCT) {
        throw new IllegalArgumentException(
            "regex: counts must multiply to at most 200, got " + source);
      }
    }
    try {
      var pattern = Pattern.compile(source);
      if (pattern.programSize() > MAX_INSTRUCTIONS) {
        throw new IllegalArgumentException(
            "regex: is too large when compiled: "
                + pattern.programSize()
                + " instructions, at most 500");
      }
      return new Regex(source, pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("regex: " + e.getDescription() + " in " + source, e);
    }
  }

  /// Whether it is found in a text.
  boolean isFoundIn(String text, Cost cost) {
    cost.spend(1 + (long) text.length() * pattern.programSize() / 10);
    return pattern.matcher(text).find();
  }

  /// As it was written.
  public String source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regex regex && source.equals(regex.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}

package dev.seisei.tree.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which nodes are meant: `/worlds/*[version > 3 & !data]`.
///
/// A step is a name, a name with stars, or `**`, and may have a condition in brackets that each
/// node it fits must meet: see [ConditionText]. `**` fits any number of names: between others also
/// none (`/a/**/b` means `/a/b` too), at the end at least one (`/a/**` is all below `/a`, and not
/// `/a`), as in `.gitignore`. Escapes are those of [Names]; `.` and `..` are resolved as in paths.
///
/// The text and the pattern are the same thing; in Java the same is said by
/// `Pattern.ROOT.then("worlds").thenAny(Condition.version(GT, 3).and(hasData().negate()))`.
///
/// @param steps at most 32, with at most 64 terms of conditions together
public record Pattern(List<Step> steps) {
  /// The root alone: `/`.
  public static final Pattern ROOT = new Pattern(List.of());

  private static final int MOST_CHARACTERS = 16 << 10;

  public Pattern {
    steps = List.copyOf(steps);
    if (steps.size() > Path.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "pattern: must have at most 32 steps, got " + steps.size());
    }
    int terms = 0;
    for (Step step : steps) {
      terms += step.when() instanceof Condition.Always ? 0 : Condition.Shape.terms(step.when());
    }
    if (terms > Condition.MAX_TERMS) {
      throw new IllegalArgumentException(
          "pattern: must have at most 64 terms of conditions, got " + terms);
    }
  }

  /// The node at a path, whatever it is.
  public static Pattern of(Path path) {
    return of(path, Condition.always());
  }

  /// The node at a path, if it meets a condition.
  ///
  /// @throws IllegalArgumentException if the path is the root's and there is a condition
  public static Pattern of(Path path, Condition when) {
    var steps = new ArrayList<Step>(path.depth());
    for (int i = 0; i < path.depth(); i++) {
      boolean isLast = i == path.depth() - 1;
      steps.add(new Step.Named(path.name(i), isLast ? when : Condition.always()));
    }
    if (steps.isEmpty() && !(when instanceof Condition.Always)) {
      throw new IllegalArgumentException("pattern: the root can have no condition");
    }
    return new Pattern(steps);
  }

  /// Reads a pattern.
  ///
  /// @throws IllegalArgumentException if the text is none
  public static Pattern parse(String text) {
    if (!text.startsWith("/") || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "pattern: must begin with `/` and have at most 16384 characters, got "
              + text.substring(0, Math.min(80, text.length())));
    }
    var steps = new ArrayList<Step>();
    int at = 1;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '[') {
        end++;
      }
      String word = text.substring(at, end);
      Condition when = Condition.always();
      if (end < text.length() && text.charAt(end) == '[') {
        var bracketed = ConditionText.parseBracketed(text, end + 1);
        when = bracketed.condition();
        end = bracketed.end();
      }
      add(steps, word, when);
      if (end < text.length() && text.charAt(end) != '/') {
        throw new IllegalArgumentException("pattern: expected `/` after `]` in " + text);
      }
      at = end + 1;
    }
    return new Pattern(steps);
  }

  private static void add(List<Step> steps, String word, Condition when) {
    if (word.equals(".") || word.equals("..")) {
      if (!(when instanceof Condition.Always)) {
        throw new IllegalArgumentException("pattern: `.` and `..` can have no condition");
      }
      if (word.equals("..")) {
        if (steps.isEmpty()) {
          throw new IllegalArgumentException("pattern: leads above the root");
        }
        if (steps.removeLast() instanceof Step.Deep) {
          throw new IllegalArgumentException("pattern: `..` can not follow `**`");
        }
      }
    } else if (word.equals("**")) {
      steps.add(new Step.Deep(when));
    } else if (word.contains("**")) {
      throw new IllegalArgumentException("pattern: `**` must stand alone, got " + word);
    } else if (word.contains("*")) {
      steps.add(new Step.Like(Glob.parse(word), when));
    } else {
      steps.add(new Step.Named(Names.unescape(word), when));
    }
  }

  public Pattern then(String name) {
    return then(name, Condition.always());
  }

  public Pattern then(String name, Condition when) {
    return plus(new Step.Named(name, when));
  }

  /// `*`.
  public Pattern thenAny() {
    return thenAny(Condition.always());
  }

  public Pattern thenAny(Condition when) {
    return plus(new Step.Like(Glob.ANY, when));
  }

  /// Names with stars: `chunk-*`; what else is special there is escaped.
  public Pattern thenLike(String glob, Condition when) {
    return plus(new Step.Like(Glob.parse(glob), when));
  }

  /// `**`.
  public Pattern thenDeep() {
    return thenDeep(Condition.always());
  }

  public Pattern thenDeep(Condition when) {
    return plus(new Step.Deep(when));
  }

  private Pattern plus(Step step) {
    var more = new ArrayList<>(steps);
    more.add(step);
    return new Pattern(more);
  }

  /// Whether it means one place, by names alone; its steps may have conditions all the same.
  public boolean isSingle() {
    for (Step step : steps) {
      if (!(step instanceof Step.Named)) {
        return false;
      }
    }
    return true;
  }

  /// The place it means.
  ///
  /// @throws IllegalStateException if it is not [#isSingle]
  public Path path() {
    var names = new ArrayList<String>(steps.size());
    for (Step step : steps) {
      switch (step) {
        case Step.Named named -> names.add(named.name());
        case Step.Like _, Step.Deep _ ->
            throw new IllegalStateException(this + " means many places");
      }
    }
    return Path.of(names);
  }

  @Override
  public String toString() {
    return steps.isEmpty()
        ? "/"
        : steps.stream().map(step -> "/" + step).collect(Collectors.joining());
  }
}

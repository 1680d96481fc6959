package dev.seisei.tree.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a node stands: the names on the way to it from the root.
///
/// At most 32 names of 1,024 characters together. Sorts name by name, a path before those below it,
/// so that all that is below a path is in one stretch. The text `/worlds/archipelago` and a path
/// are the same thing: see [Names] for what is escaped.
public final class Path implements Comparable<Path> {
  public static final int MAX_DEPTH = 32;
  static final int MAX_CHARACTERS = 1024;

  /// The path `/`.
  public static final Path ROOT = new Path();

  private final String[] names;

  private Path(String... names) {
    this.names = names;
  }

  /// A path of names that are not escaped.
  ///
  /// @throws IllegalArgumentException if a name is bad, or there are too many
  public static Path of(String... names) {
    return of(List.of(names));
  }

  /// A path of names that are not escaped.
  ///
  /// @throws IllegalArgumentException if a name is bad, or there are too many
  public static Path of(List<String> names) {
    if (names.size() > MAX_DEPTH) {
      throw new IllegalArgumentException("path: must have at most 32 names, got " + names.size());
    }
    int characters = 0;
    for (String name : names) {
      characters += Names.check(name).length();
    }
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "path: must be at most 1024 characters, got " + characters);
    }
    return names.isEmpty() ? ROOT : new Path(names.toArray(String[]::new));
  }

  /// A path that stands in a tree, whose names were checked when they came there.
  static Path trusted(List<String> names) {
    return names.isEmpty() ? ROOT : new Path(names.toArray(String[]::new));
  }

  /// Reads `/worlds/archipelago`. `.` is here and `..` one up, as in Unix; a `/` at the end is
  /// ignored.
  ///
  /// @throws IllegalArgumentException if it is no path, or does not begin with `/`
  public static Path parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("path: must begin with `/`, got " + abridged(text));
    }
    return ROOT.resolve(text);
  }

  /// Reads a path as seen from this one: `edits/7`, `../other`, or from the root: `/worlds`.
  ///
  /// @throws IllegalArgumentException if it is no path, or leads above the root
  public Path resolve(String text) {
    // Escapes take three characters for one byte.
    if (text.length() > 9 * MAX_CHARACTERS) {
      throw new IllegalArgumentException("path: is too long: " + abridged(text));
    }
    var found = new ArrayList<String>();
    String rest = text;
    if (text.startsWith("/")) {
      rest = text.substring(1);
    } else {
      found.addAll(Arrays.asList(names));
    }
    if (rest.length() > 1 && rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    if (rest.isEmpty()) {
      return of(found);
    }
    for (String part : rest.split("/", -1)) {
      switch (part) {
        case "." -> {}
        case ".." -> {
          if (found.isEmpty()) {
            throw new IllegalArgumentException("path: leads above the root: " + abridged(text));
          }
          found.removeLast();
        }
        default -> found.add(Names.unescape(part));
      }
    }
    return of(found);
  }

  /// The path one name further down.
  public Path child(String name) {
    if (names.length == MAX_DEPTH) {
      throw new IllegalArgumentException("path: must have at most 32 names");
    }
    int characters = Names.check(name).length();
    for (String one : names) {
      characters += one.length();
    }
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "path: must be at most 1024 characters, got " + characters);
    }
    return below(name);
  }

  /// The child of a path that stands in a tree already, unchecked.
  public Path below(String name) {
    var longer = Arrays.copyOf(names, names.length + 1);
    longer[names.length] = name;
    return new Path(longer);
  }

  /// The path one name further up.
  ///
  /// @throws IllegalStateException if this is the root
  public Path parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    return names.length == 1 ? ROOT : new Path(Arrays.copyOf(names, names.length - 1));
  }

  /// The path of the first so many names.
  public Path top(int depth) {
    return depth == 0 ? ROOT : new Path(Arrays.copyOf(names, depth));
  }

  /// The last name.
  ///
  /// @throws IllegalStateException if this is the root
  public String name() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no name");
    }
    return names[names.length - 1];
  }

  /// The name at a depth, from 0.
  public String name(int depth) {
    return names[depth];
  }

  /// How many names.
  public int depth() {
    return names.length;
  }

  public boolean isRoot() {
    return names.length == 0;
  }

  /// Whether this is another path or below it.
  public boolean startsWith(Path other) {
    return names.length >= other.names.length
        && Arrays.equals(names, 0, other.names.length, other.names, 0, other.names.length);
  }

  @Override
  public int compareTo(Path other) {
    return Arrays.compare(names, other.names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Path path && Arrays.equals(names, path.names);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names);
  }

  @Override
  public String toString() {
    if (isRoot()) {
      return "/";
    }
    var out = new StringBuilder();
    for (String name : names) {
      out.append('/');
      Names.escape(name, out);
    }
    return out.toString();
  }

  private static String abridged(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}

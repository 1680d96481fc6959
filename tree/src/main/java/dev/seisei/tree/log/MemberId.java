package dev.seisei.tree.log;

/// What a member of a cluster is called, for as long as it is one.
///
/// @param name 1 to 64 letters, digits, `-`, `_` and `.`
public record MemberId(String name) implements Comparable<MemberId> {
  public MemberId {
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "member: must be 1 to 64 letters, digits, '-', '_' and '.', got " + name);
    }
  }

  @Override
  public int compareTo(MemberId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.seisei.graph.edit;

/// One line of the log of a world's edits.
///
/// @param number its place in the order that everyone applies, from 1 without gaps
/// @param by who did it
/// @param op what the client calls it, unique among its own
/// @param action what was done
public record Entry(long number, String by, String op, Action action) {
  public Entry {
    if (number < 1) {
      throw new IllegalArgumentException("number: must be at least 1, got " + number);
    }
    requireId("by", by);
    requireId("op", op);
  }

  /// What a line does.
  public sealed interface Action {

    /// Does something new.
    record Do(Edit edit) implements Action {}

    /// Takes an operation back.
    record Undo(long number) implements Action {}

    /// Does again what was taken back.
    record Redo(long number) implements Action {}
  }

  /// Refuses what is no name of a participant or an operation.
  public static void requireId(String name, String id) {
    if (id.isBlank() || id.length() > 64) {
      throw new IllegalArgumentException(
          name + ": must be 1 to 64 characters, got " + (id.isBlank() ? "none" : id.length()));
    }
  }
}

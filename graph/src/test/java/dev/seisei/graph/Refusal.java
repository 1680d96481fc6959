package dev.seisei.graph;

import static dev.seisei.graph.Worlds.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A mistake and what its author is told.
///
/// @param what in a few words
/// @param json the file
/// @param told the whole message after the file's name, with its code
record Refusal(String what, String json, String told) {

  /// The small world with one text replaced by a mistake.
  static Refusal of(String what, String text, String by, String told) {
    return new Refusal(what, small(text, by), told);
  }

  void check() {
    assertThat(message(json)).isEqualTo("bad.json: " + told);
  }

  /// Tells what is said of a file that must be refused.
  static String message(String json) {
    GraphException refused = catchThrowableOfType(GraphException.class, () -> Worlds.parse(json));
    assertThat(refused).as("must be refused").isNotNull();
    assertThat(refused).hasMessageEndingWith(" [" + refused.code() + "]");
    return String.valueOf(refused.getMessage());
  }

  @Override
  public String toString() {
    return what;
  }
}

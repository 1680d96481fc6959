package dev.seisei.tree;

import dev.seisei.tree.node.Pattern;
import java.util.EnumSet;
import java.util.Set;

/// What a subscription is about.
///
/// Conditions of the pattern are asked of the tree after a node was created or updated, and of the
/// tree before it was deleted.
///
/// @param pattern which nodes
/// @param kinds which events
/// @param from where it begins
/// @param priority who is told first of one command: those of a higher priority, for up to a second
public record Watch(Pattern pattern, Set<Event.Kind> kinds, From from, int priority) {
  public Watch {
    kinds = Set.copyOf(kinds);
  }

  /// Where a subscription begins.
  public sealed interface From {
    /// With what happens next.
    record Now() implements From {}

    /// With what is there, and then with what happens.
    record Present() implements From {}

    /// With what happened after a version.
    record Since(long version) implements From {}
  }

  /// All that happens from now on.
  public static Watch of(Pattern pattern) {
    return new Watch(pattern, EnumSet.allOf(Event.Kind.class), new From.Now(), 0);
  }

  /// First a [Event.Kind#PRESENT] for each node that is there, then all that happens.
  public Watch withPresent() {
    return new Watch(pattern, kinds, new From.Present(), priority);
  }

  /// All that happened after a version, as [Subscription#handled] gave it: goes on where another
  /// subscription stopped, here or at another member.
  public Watch since(long version) {
    return new Watch(pattern, kinds, new From.Since(version), priority);
  }

  public Watch only(Event.Kind first, Event.Kind... others) {
    return new Watch(pattern, EnumSet.of(first, others), from, priority);
  }

  public Watch withPriority(int higherIsFirst) {
    return new Watch(pattern, kinds, from, higherIsFirst);
  }
}

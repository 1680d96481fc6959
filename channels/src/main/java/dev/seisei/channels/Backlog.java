package dev.seisei.channels;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits for one channel's client until its transport can take more: within bounds, each
/// message as its [WhenFull] says.
final class Backlog {
  /// Names that wait; the oldest of more is dropped.
  static final int MOST_NAMES = 64;

  private final Map<Object, Frame> waiting = new LinkedHashMap<>();
  private int names;
  private int bytes;

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Keeps the newest of a name.
  void replace(String name, Frame frame) {
    if (waiting.put(name, frame) == null && ++names > MOST_NAMES) {
      dropOldestName();
    }
  }

  private void dropOldestName() {
    Iterator<Object> keys = waiting.keySet().iterator();
    while (keys.hasNext()) {
      if (keys.next() instanceof String) {
        keys.remove();
        names--;
        return;
      }
    }
  }

  /// Keeps one more if there is room.
  ///
  /// @param most bytes of what is kept this way
  boolean add(Frame frame, int most) {
    if (bytes + frame.size() > most) {
      return false;
    }
    bytes += frame.size();
    waiting.put(new Object(), frame);
    return true;
  }

  /// Takes what has waited longest.
  @Nullable Frame poll() {
    Iterator<Map.Entry<Object, Frame>> oldest = waiting.entrySet().iterator();
    if (!oldest.hasNext()) {
      return null;
    }
    Map.Entry<Object, Frame> next = oldest.next();
    oldest.remove();
    if (next.getKey() instanceof String) {
      names--;
    } else {
      bytes -= next.getValue().size();
    }
    return next.getValue();
  }
}

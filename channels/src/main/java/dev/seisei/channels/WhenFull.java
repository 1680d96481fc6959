package dev.seisei.channels;

/// What becomes of a broadcast for a subscriber whose transport is full, because its client reads
/// too slowly. Nobody else notices.
public sealed interface WhenFull {

  /// Only the newest of a name waits: it takes the place of the one before. For what is true until
  /// the next: where someone looks, how fast something runs.
  ///
  /// @param name of a topic's messages that replace one another
  record Latest(String name) implements WhenFull {}

  /// It waits, but no more than so many bytes of a channel do: beyond, the channel is closed with
  /// `phx_error`, so that the client joins again and asks for what it missed. For what must not be
  /// missed: edits.
  ///
  /// @param bytes that may wait
  record Close(int bytes) implements WhenFull {
    public Close {
      if (bytes < 0) {
        throw new IllegalArgumentException("bytes: must be at least 0, got " + bytes);
      }
    }
  }

  /// It is dropped, and [Channel#missed] tells the channel.
  record Drop() implements WhenFull {}

  /// What is usual for messages that must not be missed.
  WhenFull CLOSE = new Close(256 << 10);
}

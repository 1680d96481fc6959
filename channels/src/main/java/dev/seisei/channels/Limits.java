package dev.seisei.channels;

import java.time.Duration;

/// What one client may take of the server.
///
/// @param frameBytes largest frame from a client
/// @param channels joined at a time on one connection
/// @param messages from one connection; beyond, it is not read for a while
/// @param joins on one connection; beyond, they are refused
/// @param connectionsPerAddress open at a time; beyond, HTTP 429
/// @param queueBytes that wait for a client before its transport counts as full
/// @param pollWindow how long a long-poll waits for something to send
public record Limits(
    int frameBytes,
    int channels,
    Rate messages,
    Rate joins,
    int connectionsPerAddress,
    int queueBytes,
    Duration pollWindow) {

  /// For a server that strangers reach. A client that comes back joins its 100 channels at once; a
  /// viewer sends a few views and grants a second.
  public static final Limits USUAL =
      new Limits(
          64 << 10,
          100,
          new Rate(500, 1000),
          new Rate(20, 200),
          1000,
          512 << 10,
          Duration.ofSeconds(10));

  public Limits {
    requireAtLeast("frameBytes", frameBytes, 1024);
    requireAtLeast("channels", channels, 1);
    requireAtLeast("connectionsPerAddress", connectionsPerAddress, 1);
    requireAtLeast("queueBytes", queueBytes, 1024);
    if (pollWindow.toMillis() < 100 || pollWindow.toMillis() > 60_000) {
      throw new IllegalArgumentException(
          "pollWindow: must be 0.1 to 60 s, got " + pollWindow.toMillis() + " ms");
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": must be at least " + least + ", got " + value);
    }
  }

  /// The same with another number of connections an address.
  public Limits withConnectionsPerAddress(int connections) {
    return new Limits(frameBytes, channels, messages, joins, connections, queueBytes, pollWindow);
  }
}

package dev.seisei.tree.command;

/// What makes a command recognisable when it comes twice.
///
/// The store remembers of each client what it answered to operations from `settledBelow` on, at
/// most [#WINDOW] of them, and refuses older ones: none is done twice. It remembers the clients
/// that were active last, as many as its bounds allow.
///
/// Source: D. Ongaro, "Consensus: Bridging Theory and Practice", 2014, section 6.3.
///
/// @param client names who asks, 1 to 64 characters; a new one each time it starts, unless it keeps
///   its numbers
/// @param number of the operation, from 0, never given twice
/// @param settledBelow the client never asks again for operations below, at most `number`
public record Operation(String client, long number, long settledBelow) {
  public static final int WINDOW = 4096;

  public Operation {
    if (client.isEmpty() || client.length() > 64) {
      throw new IllegalArgumentException(
          "client: must be 1 to 64 characters, got " + client.length());
    }
    if (settledBelow < 0 || settledBelow > number) {
      throw new IllegalArgumentException(
          "operation: must be 0 <= settledBelow <= number, got " + settledBelow + ", " + number);
    }
  }
}

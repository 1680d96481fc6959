package dev.seisei.sidecar.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;

/// Counts connections an address.
///
/// Of an IPv6 address the first 64 bits count: that is what one customer is given, and whoever has
/// it has all addresses below.
final class Addresses {
  private final int most;
  private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

  Addresses(int most) {
    this.most = most;
  }

  /// One more of an address.
  ///
  /// @return false if it has as many as it may
  boolean enter(String address) {
    boolean[] in = {false};
    open.compute(
        group(address),
        (_, count) -> {
          int now = count == null ? 0 : count;
          in[0] = now < most;
          return in[0] ? now + 1 : count;
        });
    return in[0];
  }

  /// One less.
  void leave(String address) {
    open.computeIfPresent(group(address), (_, count) -> count == 1 ? null : count - 1);
  }

  /// Addresses that have any.
  int size() {
    return open.size();
  }

  private static String group(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
          : address;
    } catch (IllegalArgumentException _) {
      return address; // a path of a Unix socket
    }
  }
}

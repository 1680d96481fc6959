package dev.seisei.sidecar.participants;

import java.util.regex.Pattern;

/// Names of this machine that no other machine has.
public final class Loopback {
  private static final Pattern IP4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  /// Whether a host's name or literal address can only mean this machine.
  ///
  /// @param host without a port
  public static boolean isName(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.equals("0:0:0:0:0:0:0:1")
        || IP4.matcher(host).matches();
  }
}

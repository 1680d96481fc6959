package dev.seisei.sidecar.edge;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names a request in its answer, in problems and in the log. One that a proxy or client gave is
/// kept if it is a word.
final class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  static String of(@Nullable String given) {
    if (given != null && SANE.matcher(given).matches()) {
      return given;
    }
    var bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

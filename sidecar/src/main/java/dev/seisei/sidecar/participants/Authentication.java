package dev.seisei.sidecar.participants;

import dev.seisei.sidecar.participants.Admission.Validity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How it is found out who someone is. Thread-safe.
public sealed interface Authentication permits LoopbackOnly, SignedTokens {

  /// What a server asks for: tokens if there is a key to check them with, else that everyone is at
  /// this machine.
  ///
  /// @param host that it listens at
  /// @param data its folder, where the book of tokens lies
  /// @throws IllegalArgumentException if it listens elsewhere and has no key, with the way out
  static Authentication of(String host, List<TokenKey> keys, Path data, InstantSource clock) {
    if (!keys.isEmpty()) {
      return new SignedTokens(keys, TokenBook.in(data), clock);
    }
    if (!Loopback.isName(host)) {
      throw new IllegalArgumentException(
          "Without tokens whoever reaches "
              + host
              + " could change the world. Make a secret with `./seisei token secret --data "
              + data
              + "` and start again, or listen at this machine alone: --host 127.0.0.1."
              + " [access.open]");
    }
    return new LoopbackOnly();
  }

  /// Lets someone in, or says why not.
  Admission admit(Introduction client);

  /// Why someone who was let in must go now.
  ///
  /// @param token what they were let in by
  /// @return null if they may stay
  @Nullable String over(Validity token);

  /// Looks whether tokens were revoked since. Reads a file; not for an event loop.
  ///
  /// @return whether anything changed
  boolean refresh();

  /// A sentence for whoever starts the server.
  String told();
}

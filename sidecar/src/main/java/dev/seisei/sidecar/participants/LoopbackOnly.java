package dev.seisei.sidecar.participants;

import dev.seisei.sidecar.participants.Admission.Admitted;
import dev.seisei.sidecar.participants.Admission.Denied;
import dev.seisei.sidecar.participants.Admission.Validity;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets in whoever is at this machine, under the name that they give, as author and operator: the
/// machine is theirs.
///
/// A request that reached this machine by another name (which a page brings about that binds its
/// own name to this address), or through a proxy, is not from here.
public record LoopbackOnly() implements Authentication {
  private static final Set<Role> ROLES = EnumSet.of(Role.AUTHOR, Role.OPERATE);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public Admission admit(Introduction client) {
    if (!client.isNear()) {
      return new Denied(
          "access.loopback",
          "This server admits its own machine only, asked as localhost or 127.0.0.1 and not through"
              + " a proxy. For everyone else, make a secret with `./seisei token secret` and start"
              + " it again.");
    }
    try {
      String id = Objects.requireNonNullElseGet(client.id(), LoopbackOnly::newId);
      return new Admitted(
          new Participant(
              id,
              Objects.requireNonNullElse(client.name(), id),
              client.kind() == null ? Kind.PROGRAM : Kind.of(client.kind()),
              ROLES),
          null);
    } catch (IllegalArgumentException e) {
      return new Denied("access.introduction", e.getMessage() + ".");
    }
  }

  private static String newId() {
    var bytes = new byte[5];
    RANDOM.nextBytes(bytes);
    return "guest-" + HexFormat.of().formatHex(bytes);
  }

  @Override
  public @Nullable String over(Validity token) {
    return null;
  }

  @Override
  public boolean refresh() {
    return false;
  }

  @Override
  public String told() {
    return "this machine only, as author and operator, without tokens";
  }
}

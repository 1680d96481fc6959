package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Access;
import dev.seisei.sidecar.participants.Admission;
import dev.seisei.sidecar.participants.Participant;
import dev.seisei.sidecar.participants.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the HTTP API asks who comes, and whether they may.
final class Door {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final String PARTICIPANT = Participant.class.getName();

  private final Gate gate;

  Door(Gate gate) {
    this.gate = gate;
  }

  /// Whether a request may go its way; if not, it is answered.
  boolean lets(RoutingContext context, Route route) {
    Role needed = route.role();
    if (needed == null) {
      return true;
    }
    HttpServerRequest request = context.request();
    // A page of somewhere else may send what it cannot read the answer to.
    boolean isHarmless = SAFE.contains(request.method()) && !route.isKeptFromPages();
    Problem wrongOrigin = isHarmless ? null : gate.wrongOrigin(request);
    if (wrongOrigin != null) {
      wrongOrigin.answer(context);
      return false;
    }
    return switch (gate.authentication().admit(Newcomer.ofRequest(request))) {
      case Admission.Denied(String code, String reason) -> {
        new Problem(code.equals("access.loopback") ? 403 : 401, code, reason).answer(context);
        yield false;
      }
      case Admission.Admitted admitted -> {
        letIn(context, admitted.participant());
        String what = request.method().name() + " " + context.normalizedPath();
        Access.Refusal refusal = Access.refusal(admitted.participant(), needed, what);
        if (refusal != null) {
          new Problem(403, refusal.code(), refusal.reason()).answer(context);
        }
        yield refusal == null;
      }
    };
  }

  /// Keeps who was let in.
  static void letIn(RoutingContext context, Participant participant) {
    context.put(PARTICIPANT, participant);
  }

  /// Who was let in, or null where nobody was asked.
  static @Nullable Participant participantOrNull(RoutingContext context) {
    return context.get(PARTICIPANT);
  }

  /// Who was let in.
  static Participant participant(RoutingContext context) {
    return Objects.requireNonNull(context.get(PARTICIPANT), "asked before the door");
  }
}

package dev.seisei.sidecar.control;

import dev.seisei.channels.Assigns;
import dev.seisei.control.Participant;
import dev.seisei.sidecar.participants.Role;
import java.util.List;

/// Participants as conditions know them.
public final class Who {
  // Where nobody was asked, as in a test of a channel alone.
  private static final Participant SOMEBODY = new Participant("somebody", "", "program", List.of());

  private Who() {}

  /// The participant that was let in.
  public static Participant of(dev.seisei.sidecar.participants.Participant who) {
    return new Participant(
        who.id(), who.name(), who.kind().word(), who.roles().stream().map(Role::word).toList());
  }

  /// The participant of a connection.
  static Participant of(Assigns assigns) {
    var who = assigns.get(dev.seisei.sidecar.participants.Participant.class);
    return who == null ? SOMEBODY : of(who);
  }
}

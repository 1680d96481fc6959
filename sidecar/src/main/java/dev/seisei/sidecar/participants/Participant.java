package dev.seisei.sidecar.participants;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Someone who takes part: Ada, Alice, Bob, Carol, a game server, a program.
///
/// Channels find theirs in [dev.seisei.channels.Assigns] under this type.
///
/// @param id names them among all; several connections may have one participant
/// @param name for people to read
/// @param kind what they are
/// @param roles what they may do, in the order of [Role]
public record Participant(String id, String name, Kind kind, Set<Role> roles) {
  public Participant {
    Words.id("participant", id);
    Words.name(name);
    var sorted = EnumSet.noneOf(Role.class);
    sorted.addAll(roles);
    roles = Collections.unmodifiableSet(sorted);
  }

  /// Whether one of the roles covers another.
  public boolean may(Role needed) {
    return roles.stream().anyMatch(role -> role.covers(needed));
  }

  /// The roles in words: `view and operate`.
  String rolesInWords() {
    return roles.isEmpty()
        ? "no role"
        : roles.stream().map(Role::word).collect(Collectors.joining(" and "));
  }
}

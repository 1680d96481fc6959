package dev.seisei.sidecar.participants;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may do what: the one place where roles are asked for, by channels and by HTTP alike.
///
/// A rule a topic and event stands in the table below; a route of the HTTP API says its role where
/// it is declared. What no rule speaks of takes [Role#OPERATE], so that nothing is open because it
/// was forgotten.
public final class Access {
  /// What joining a topic is called.
  public static final String JOIN = "phx_join";

  private static final String ANY = "*";

  /// The first that fits holds.
  private static final List<Rule> CHANNELS =
      List.of(
          rule("world:*", Role.AUTHOR, "patch"),
          rule("world:*", Role.VIEW, JOIN, "view", "credit", "ack", "look", "cursor"),
          rule("world:*", Role.EDIT, ANY),
          rule("pipeline:*", Role.VIEW, JOIN, "view", "credit", "ack"),
          rule("asset:*", Role.VIEW, JOIN, "view", "credit", "ack"),
          rule("asset:*", Role.EDIT, "data"),
          rule("control", Role.VIEW, JOIN, "ack"));

  private Access() {}

  /// A topic, exact or all that begins so (`world:*`), its events, and the role that they take.
  private record Rule(String topic, Role role, Set<String> events) {
    boolean fits(String name, String event) {
      boolean isTopic =
          topic.endsWith(ANY)
              ? name.startsWith(topic.substring(0, topic.length() - 1))
              : name.equals(topic);
      return isTopic && (events.contains(event) || events.contains(ANY));
    }
  }

  private static Rule rule(String topic, Role role, String... events) {
    return new Rule(topic, role, Set.of(events));
  }

  /// Why someone may not do something.
  ///
  /// @param code stable: `access.role`
  /// @param reason a sentence with the way out
  public record Refusal(String code, String reason) {}

  /// What an event on a topic takes.
  public static Role needed(String topic, String event) {
    return CHANNELS.stream()
        .filter(rule -> rule.fits(topic, event))
        .findFirst()
        .map(Rule::role)
        .orElse(Role.OPERATE);
  }

  /// Whether someone may do something.
  ///
  /// @param what for the sentence, `edit on world:archipelago`
  /// @return null if they may
  public static @Nullable Refusal refusal(Participant who, Role needed, String what) {
    return who.may(needed)
        ? null
        : new Refusal(
            "access.role",
            Words.shown(what)
                + " takes the role "
                + needed.word()
                + "; "
                + who.id()
                + " has "
                + who.rolesInWords()
                + ". An operator makes a token with it: ./seisei token make --role.");
  }

  /// Whether someone may do something on a channel.
  ///
  /// @return null if they may
  public static @Nullable Refusal refusal(Participant who, String topic, String event) {
    return refusal(
        who, needed(topic, event), (event.equals(JOIN) ? "joining " : event + " on ") + topic);
  }
}

package dev.seisei.tree.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who keeps a log, as one of them knows it.
///
/// @param self the member that says so
/// @param role what it is
/// @param leader null while there is none that it knows of
/// @param all of them, by id
public record Members(MemberId self, Role role, @Nullable MemberId leader, List<Member> all) {
  public Members {
    all = List.copyOf(all);
  }

  /// What a member does at the moment.
  public enum Role {
    LEADER,
    FOLLOWER,
    CANDIDATE,
    LEARNER
  }
}

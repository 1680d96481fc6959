package dev.seisei.sidecar.control;

import dev.seisei.control.Part;
import dev.seisei.control.Participant;
import dev.seisei.control.Refusal;
import dev.seisei.control.Surroundings;
import dev.seisei.control.live.Control;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Where participants are admitted to a world: the component Ada.
///
/// While it is on, whoever the conditions of `TOGGLE_ADA` let may come in; when it goes off,
/// everyone inside is sent out. Thread-safe.
public final class Entrance implements Part {
  private final Set<Guest> inside = new HashSet<>();
  private volatile int count;
  private volatile String world = "";

  /// Somebody who was admitted.
  interface Guest {
    /// Has to go; may be called on any thread.
    void sendOut(Refusal why);
  }

  /// Says which world lies behind it.
  public void leadsTo(String id) {
    world = id;
  }

  /// What conditions may ask about the world.
  public Surroundings surroundings() {
    return new Surroundings(world, count);
  }

  /// Lets a participant in, if it may come.
  ///
  /// @return why not; empty if it is in
  synchronized Optional<Refusal> enter(Control control, Participant who, Guest guest) {
    Optional<Refusal> refusal = control.refusalOfJoin(who, surroundings());
    if (refusal.isEmpty()) {
      inside.add(guest);
      count = inside.size();
    }
    return refusal;
  }

  synchronized void leave(Guest guest) {
    inside.remove(guest);
    count = inside.size();
  }

  @Override
  public void start(Consumer<String> broken) {}

  @Override
  public synchronized void stop() {
    var why =
        new Refusal(
            "participant.not-admitted",
            "Ada is off: nobody is admitted to " + world + " until TOGGLE_ADA turns it on.");
    inside.forEach(guest -> guest.sendOut(why));
  }
}

package dev.seisei.sidecar.edge;

import dev.seisei.control.Part;
import java.time.Duration;
import java.util.function.Consumer;

/// Sockets and long-poll: the component ElixirPhoenix. While it is off nobody gets a connection,
/// and HTTP goes on, so that it can be turned on again.
final class Phoenix implements Part {
  static final Problem OFF =
      new Problem(
          503,
          "component.off",
          "ElixirPhoenix is off: there are no sockets until TOGGLE_ELIXIR_PHOENIX turns it on.");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Guests guests;

  Phoenix(Guests guests) {
    this.guests = guests;
    guests.close(OFF);
  }

  @Override
  public void start(Consumer<String> broken) {
    guests.open();
  }

  @Override
  public void stop() throws InterruptedException {
    if (!guests.close(OFF, PATIENCE)) {
      throw new IllegalStateException(
          guests.size() + " clients did not go within " + PATIENCE.toSeconds() + " s");
    }
  }
}

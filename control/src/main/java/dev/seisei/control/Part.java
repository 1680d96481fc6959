package dev.seisei.control;

import java.time.Duration;
import java.util.function.Consumer;

/// What a component really is: something that can be started and stopped.
///
/// Both methods are called on one thread of the component's own, never at once. While it is off,
/// nothing of it may be loaded, listen or run.
public interface Part {
  /// How long a start or a stop may take unless the part says otherwise.
  Duration USUAL_DEADLINE = Duration.ofSeconds(10);

  /// Starts; returns when it is on. Interrupted when it is not wanted any more or its deadline has
  /// passed. Whatever happens, [#stop] is called before it is started again.
  ///
  /// @param broken takes the reason if it breaks by itself later; may be called from any thread
  /// @throws Exception if it can not be started; the message is shown to people
  void start(Consumer<String> broken) throws Exception;

  /// Stops; returns when nothing of it is left. Also called after a start that failed, and may be
  /// called twice.
  ///
  /// @throws Exception if something is left; the message is shown to people
  void stop() throws Exception;

  /// How long [#start] may take, and [#stop].
  default Duration deadline() {
    return USUAL_DEADLINE;
  }
}

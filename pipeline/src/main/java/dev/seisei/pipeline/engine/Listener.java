package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who plays a pipeline and hears of it. Calls come one after the other on a thread of the
/// pipeline's own; they may change the pipeline.
public interface Listener {

  /// Hears nothing.
  Listener NONE = new Listener() {};

  /// An element says something with [dev.seisei.pipeline.Output#tell].
  default void told(String path, Object note) {}

  /// Elements fell.
  default void crashed(Crash crash) {}

  /// Elements that fell play again.
  default void restarted(String group, List<String> members) {}

  /// An element holds demand, or has buffers waiting, and has done nothing for the watchdog's time.
  default void stuck(String path) {}

  /// Every sink has got everything, or the pipeline failed.
  ///
  /// @param failure why, null at an orderly end
  default void ended(@Nullable Crash failure) {}

  /// A crash.
  ///
  /// @param path who crashed
  /// @param code stable: `element.crash`, or the code of what it broke
  /// @param cause why
  /// @param buffer what it had in hand
  /// @param group its group, `-` for none
  /// @param members who fell with it, itself included
  /// @param next `restart in 200 ms`, `removed` or `stop`
  record Crash(
      String path,
      String code,
      Throwable cause,
      @Nullable Buffer buffer,
      String group,
      List<String> members,
      String next) {}
}

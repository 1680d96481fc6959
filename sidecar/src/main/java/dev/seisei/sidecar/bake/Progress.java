package dev.seisei.sidecar.bake;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far long work has come: a bar with rate and time left on a terminal, a plain line every
/// tenth elsewhere. Any thread may step.
interface Progress extends AutoCloseable {

  /// One more is done.
  void step();

  @Override
  void close();

  /// Begins to tell of work.
  ///
  /// @param unit what is counted, in plural
  static Progress of(String unit, int total, PrintWriter lines) {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new Bar(unit, total)
        : new Lines(unit, total, lines);
  }

  /// On a terminal.
  final class Bar implements Progress {
    private final ProgressBar bar;

    Bar(String unit, int total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(unit)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setConsumer(new ConsoleProgressBarConsumer(System.out))
              .showSpeed()
              .build();
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /// Into a log.
  final class Lines implements Progress {
    private static final int TIMES = 10;
    private final String unit;
    private final int total;
    private final PrintWriter out;
    private int done;

    Lines(String unit, int total, PrintWriter out) {
      this.unit = unit;
      this.total = total;
      this.out = out;
    }

    @Override
    public synchronized void step() {
      done++;
      if ((long) TIMES * done / total > (long) TIMES * (done - 1) / total) {
        out.println(unit + ": " + done + " of " + total);
        out.flush();
      }
    }

    @Override
    public void close() {}
  }
}

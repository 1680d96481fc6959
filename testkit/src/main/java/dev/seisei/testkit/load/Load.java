package dev.seisei.testkit.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A process with many clients, told what to do line by line.
public final class Load implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  /// What clients that read have got since the last [#reset].
  ///
  /// @param messages broadcasts
  /// @param bytes of their payloads
  /// @param seconds since the reset
  /// @param p50Micros from the `"t"` of a broadcast (`System.nanoTime` of this machine) until it
  ///   was read; 0 without any
  /// @param p99Micros the same of the slowest hundredth
  /// @param mostMicros the slowest
  /// @param ended connections that ended by themselves, or whose channel did
  public record Got(
      long messages,
      long bytes,
      double seconds,
      long p50Micros,
      long p99Micros,
      long mostMicros,
      long ended) {}

  private Load(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Starts it, with the class path of this process.
  public static Load start(int port, String topic) {
    try {
      return new Load(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LoadClient.class.getName(),
                  Integer.toString(port),
                  topic)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("the load client cannot be started", e);
    }
  }

  /// Opens connections that read all they get; returns when all have joined.
  public void open(int count) {
    ask("open " + count + " read", "opened");
  }

  /// Opens connections that never read again once they have joined.
  public void openStalled(int count) {
    ask("open " + count + " stall", "opened");
  }

  /// Counts from here.
  public void reset() {
    ask("reset", "reset");
  }

  /// What came since the last reset.
  public Got got() {
    long[] n =
        Arrays.stream(ask("report", "got").split(" ", -1))
            .skip(1)
            .mapToLong(Long::parseLong)
            .toArray();
    return new Got(n[0], n[1], n[2] / 1e6, n[3], n[4], n[5], n[6]);
  }

  private String ask(String line, String answer) {
    try {
      in.write(line + "\n");
      in.flush();
      String heard = out.readLine();
      if (heard == null || !heard.startsWith(answer)) {
        throw new IllegalStateException("the load client answered " + heard + " to " + line);
      }
      return heard;
    } catch (IOException e) {
      throw new UncheckedIOException("the load client is gone", e);
    }
  }

  /// Kills it as a crash would: its machine closes what it had open.
  public void kill() {
    process.destroyForcibly();
    close();
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.seisei.bench;

import dev.seisei.testkit.load.Load;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Broadcasts to many WebSockets: server, load client and this are three processes.
final class Channels implements AutoCloseable {
  private static final String TOPIC = "world:archipelago";
  private static final int CLIENTS = 1000;
  private static final int PAYLOAD = 120; // with the frame's head some 200 bytes
  private static final int BINARY = 64 << 10;

  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final int port;

  private Channels() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules",
                "jdk.incubator.vector",
                // As `./seisei run` does.
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                FanServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
    port = (int) numbers("port")[0];
  }

  private long[] ask(String line, String answer) throws IOException {
    in.write(line + "\n");
    in.flush();
    return numbers(answer);
  }

  private long[] numbers(String answer) throws IOException {
    String line = out.readLine();
    if (line == null || !line.startsWith(answer)) {
      throw new IllegalStateException("the server answered " + line);
    }
    return Arrays.stream(line.split(" ", -1)).skip(1).mapToLong(Long::parseLong).toArray();
  }

  static void measure(Report out) throws IOException {
    try (var server = new Channels()) {
      server.measureAll(out);
    }
  }

  private void measureAll(Report out) throws IOException {
    ask("memory", "memory");
    try (var load = Load.start(port, TOPIC)) {
      // Once there and back: what the first connection loads is not what a connection takes.
      load.open(200);
      ask("text " + PAYLOAD + " 200 3", "sent");
    }
    long[] before = settled(0);
    try (var load = Load.start(port, TOPIC)) {
      load.open(CLIENTS);
      long[] after = settled(CLIENTS);
      out.head("Channels, 1,000 WebSockets on one topic", "what", "figure", "goal");
      out.row("heap a joined idle connection, bytes", (after[0] - before[0]) / CLIENTS, "14,000");
      out.row("resident a joined idle connection, bytes", (after[1] - before[1]) / CLIENTS, "");
      ask("text " + PAYLOAD + " 20 10", "sent");
      load.reset();
      long[] sent = ask("text " + PAYLOAD + " 20 20", "sent");
      Load.Got got = load.got();
      out.row(
          "200 B, 20 broadcasts/s: server CPU s a million messages",
          sent[1] / 1e9 / (sent[0] * CLIENTS / 1e6),
          "14");
      out.row(
          "… messages that arrived, of those sent",
          got.messages() / (double) (sent[0] * CLIENTS),
          "1");
      out.row("… p50, ms", got.p50Micros() / 1e3, "");
      out.row("… p99, ms", got.p99Micros() / 1e3, "20");
      load.reset();
      sent = ask("text " + PAYLOAD + " 0 10", "sent");
      got = load.got();
      out.row("200 B, as many as go: messages/s", got.messages() / got.seconds(), "150,000");
      out.row("… server CPU s a million messages", sent[1] / 1e9 / (got.messages() / 1e6), "");
      load.reset();
      ask("binary " + BINARY + " 0 10", "sent");
      got = load.got();
      out.row("64 KiB binary, as many as go: GB/s", got.bytes() / 1e9 / got.seconds(), "1.5");
    }
    stalled(out);
  }

  /// 4,000 that read, before and while 1,000 never do.
  private void stalled(Report out) throws IOException {
    out.head(
        "5,000 WebSockets, 1,000 of which never read; 200 B, 10 broadcasts/s",
        "what",
        "p50 ms",
        "p99 ms",
        "server heap MB",
        "resident MB",
        "connections");
    try (var load = Load.start(port, TOPIC)) {
      load.open(4000);
      phase(out, load, "4,000 that read");
      var never = Load.start(port, TOPIC);
      never.openStalled(1000);
      // 80 MB for each, of which theirs can hold a few.
      ask("binary " + BINARY + " 250 5", "sent");
      phase(out, load, "… and 1,000 that never do");
      never.kill();
      settled(4000);
      phase(out, load, "… when those were killed");
    }
    long[] memory = settled(0);
    out.row("all gone", "", "", memory[0] / 1e6, memory[1] / 1e6, memory[2]);
  }

  private void phase(Report out, Load load, String what) throws IOException {
    ask("text " + PAYLOAD + " 10 3", "sent");
    load.reset();
    ask("text " + PAYLOAD + " 10 10", "sent");
    Load.Got got = load.got();
    long[] memory = ask("memory", "memory");
    out.row(
        what,
        got.p50Micros() / 1e3,
        got.p99Micros() / 1e3,
        memory[0] / 1e6,
        memory[1] / 1e6,
        memory[2]);
  }

  /// Memory once so many are connected.
  private long[] settled(int connections) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    long[] memory = ask("memory", "memory");
    while (memory[2] != connections && System.nanoTime() - end < 0) {
      memory = ask("memory", "memory");
    }
    return memory;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

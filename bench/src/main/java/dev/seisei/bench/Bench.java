package dev.seisei.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Measures what it is told to and prints it; all of it takes some minutes.
public final class Bench {
  private Bench() {}

  /// Takes the parts to measure: `making`, `pipeline`, `tree`, `carrying`, `serving`, `channels`,
  /// `edits`; without any, all.
  public static void main(String[] arguments) throws Exception {
    var out = new Report(System.out);
    System.out.println("## " + machine());
    var parts =
        Set.of(
            arguments.length == 0
                ? new String[] {
                  "making", "pipeline", "tree", "carrying", "serving", "channels", "edits"
                }
                : arguments);
    if (parts.contains("making")) {
      making(out);
      Sizes.ofLand(Making.world()).print(out);
    }
    if (parts.contains("pipeline")) {
      Pipelines.measure(out);
    }
    if (parts.contains("tree")) {
      Trees.measure(out);
      DurableTree.measure(out);
    }
    if (parts.contains("carrying")) {
      Carrying.measure(out);
    }
    if (parts.contains("serving")) {
      Serving.measure(out);
    }
    if (parts.contains("channels")) {
      Channels.measure(out);
    }
    if (parts.contains("edits")) {
      Editing.measure(out);
    }
  }

  private static String machine() throws IOException {
    String model = "unknown processor";
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      model =
          Files.readAllLines(info).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse(model);
    }
    return model
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + ", Java "
        + Runtime.version();
  }

  /// The scalar path beside the vector path, in the same run.
  private static void making(Report out) throws RunnerException {
    out.head("Chunks a second on one core", "what", "vector", "± 99.9 %", "scalar", "± 99.9 %");
    List<RunResult> vector = List.copyOf(new Runner(options("on")).run());
    List<RunResult> scalar = List.copyOf(new Runner(options("off")).run());
    for (int i = 0; i < vector.size(); i++) {
      var fast = vector.get(i).getPrimaryResult();
      var slow = scalar.get(i).getPrimaryResult();
      out.row(
          fast.getLabel(),
          fast.getScore(),
          fast.getScoreError(),
          slow.getScore(),
          slow.getScoreError());
    }
  }

  private static Options options(String vector) {
    return new OptionsBuilder()
        .include(Making.class.getName())
        .jvmArgsAppend("-Dseisei.vector=" + vector)
        .forks(1)
        .warmupIterations(4)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(2))
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}

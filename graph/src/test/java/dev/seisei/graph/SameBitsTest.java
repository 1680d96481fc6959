package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same chunks, bit for bit, from processes that compute them by other means.
///
/// Vectors run compiled for several processors, and as plain Java where only C1 compiles. Not in
/// the interpreter: there they take minutes.
final class SameBitsTest {
  private static final long DEADLINE_SECONDS = 60;
  private static final Set<String> X86 = Set.of("amd64", "x86_64");
  // A mountain, two coasts and a wide view: some of these processes are slow.
  private static final List<String> CHUNKS =
      List.of(
          ChunkDigests.GOLDEN.get(1),
          ChunkDigests.GOLDEN.get(3),
          ChunkDigests.GOLDEN.get(5),
          ChunkDigests.GOLDEN.get(7));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | true | -Dseisei.vector=on",
        "one processor | true | -Dseisei.vector=on -XX:ActiveProcessorCount=1",
        "no AVX | true | -Dseisei.vector=on -XX:UseAVX=0",
        "no FMA | true | -Dseisei.vector=on -XX:-UseFMA",
        "C1 only | true | -Dseisei.vector=on -XX:TieredStopAtLevel=1",
        "vectors off | false | -Dseisei.vector=off",
        "interpreter | false | -Dseisei.vector=off -Xint",
        "no vector module | false | -Dseisei.vector=on --limit-modules=java.base,java.logging,java.xml",
      })
  void chunks_have_the_same_bits(String what, boolean isVectorised, String options)
      throws IOException, InterruptedException {
    if (options.contains("UseAVX")) {
      assumeTrue(X86.contains(System.getProperty("os.arch")), "AVX is x86 only");
    }
    var expected = new ArrayList<String>(List.of("vectors: " + isVectorised));
    expected.addAll(CHUNKS);
    List<String> keys = CHUNKS.stream().map(line -> ChunkDigests.key(line).toString()).toList();
    assertThat(printed(ChunkDigests.class, keys, options.split(" ")))
        .containsExactlyElementsOf(expected);
  }

  /// Two hundred graphs of all kinds of nodes; the few places that they are asked for do not take
  /// minutes in the interpreter either.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no AVX | true | -Dseisei.vector=on -XX:UseAVX=0",
        "one processor, C1 only | true | -Dseisei.vector=on -XX:TieredStopAtLevel=1 -XX:ActiveProcessorCount=1",
        "vectors off | false | -Dseisei.vector=off",
        "interpreter | false | -Dseisei.vector=off -Xint",
      })
  void seeded_graphs_have_the_same_bits(String what, boolean isVectorised, String options)
      throws IOException, InterruptedException {
    if (options.contains("UseAVX")) {
      assumeTrue(X86.contains(System.getProperty("os.arch")), "AVX is x86 only");
    }
    var expected = new ArrayList<String>(List.of("vectors: " + isVectorised));
    expected.addAll(SeededGraphsTest.golden());
    assertThat(printed(SeededGraphs.class, List.of(), options.split(" ")))
        .containsExactlyElementsOf(expected);
  }

  private List<String> printed(Class<?> program, List<String> arguments, String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (List.of(options).stream().noneMatch(option -> option.startsWith("--limit-modules"))) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    // Files, so that no pipe fills up while the process is waited for.
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    Process process = new ProcessBuilder(command).redirectOutput(out).redirectError(err).start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(err.toPath())).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out.toPath());
  }
}

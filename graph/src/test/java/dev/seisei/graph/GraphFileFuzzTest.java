package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The archipelago, damaged at random: it is refused in words, or it is a world whose chunks can be
/// made.
final class GraphFileFuzzTest {
  private static final int MUTATIONS = 200;
  private static final long MOST_NANOSECONDS = 10_000_000_000L;
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|-?[0-9][0-9.eE+-]*|[a-z]+|[{}\\[\\]:,]");
  private static final Pattern NUMBER = Pattern.compile("(?<=[ \\[])-?[0-9][0-9.eE+-]*");
  private static final Pattern TEXT = Pattern.compile("(?<=: )\"[^\"]*\"");
  private static final Pattern MEMBER = Pattern.compile("\"[A-Za-z-]+\": (\"[^\"]*\"|[0-9.-]+),? ");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "2",
          "3.5",
          "12",
          "16",
          "17",
          "33",
          "129",
          "0.1",
          "-0.3",
          "64",
          "1000",
          "4096",
          "100000",
          "1e6",
          "-1e6",
          "1e-45",
          "1e-10",
          "1e39",
          "1e999",
          "-1e999",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9007199254740993",
          "1e-999",
          "0.999999999",
          "1" + "0".repeat(400),
          "1." + "3".repeat(600),
          "null",
          "true",
          "\"1\"",
          "[]",
          "{}");

  // One variant a prop: how they grow is tested elsewhere, and takes most of the time.
  private static final String BASE =
      Worlds.archipelago().replace("\"variants\": 3", "\"variants\": 1");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void a_damaged_file_is_refused_in_words_or_makes_chunks(int seed) {
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] json = damaged(random);
      long start = System.nanoTime();
      World world;
      try {
        world = GraphFile.parse("fuzz.json", json);
      } catch (GraphException e) {
        assertThat(e)
            .hasMessageStartingWith("fuzz.json: ")
            .hasMessageEndingWith(" [" + e.code() + "]");
        refused++;
        continue;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(told(seed, i, json), e);
      }
      checkChunk(world, random, told(seed, i, json));
      assertThat(System.nanoTime() - start).as(told(seed, i, json)).isLessThan(MOST_NANOSECONDS);
    }
    assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - MUTATIONS / 10);
  }

  private static String told(int seed, int i, byte[] json) {
    return "mutation " + i + " of seed " + seed + ":\n" + new String(json, StandardCharsets.UTF_8);
  }

  private static void checkChunk(World world, Random random, String told) {
    int lod = random.nextInt(world.grid().levels());
    int reach = (int) (world.grid().extentMetres() / world.grid().span(lod));
    var key = ChunkKey.terrain(lod, random.nextInt(-reach, reach), random.nextInt(-reach, reach));
    try {
      SoundChunk.check(world, world.chunk(key));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(key + " of " + told, e);
    }
  }

  private static byte[] damaged(Random random) {
    if (random.nextInt(8) == 0) {
      byte[] bytes = BASE.getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return bytes;
    }
    String json = BASE;
    for (int i = random.nextInt(2); i >= 0; i--) {
      json =
          switch (random.nextInt(12)) {
            case 0 -> without(json, MEMBER, random);
            case 1 -> without(json, TOKEN, random);
            case 2 -> swapped(json, TOKEN, random);
            case 3 -> swapped(json, MEMBER, random);
            case 4 -> swapped(json, TEXT, random);
            case 5, 6, 7 -> withNumber(json, random);
            default -> withLikeNumber(json, random);
          };
    }
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private record Span(int from, int to) {}

  private static List<Span> spans(String json, Pattern pattern) {
    var spans = new ArrayList<Span>();
    var matcher = pattern.matcher(json);
    while (matcher.find()) {
      spans.add(new Span(matcher.start(), matcher.end()));
    }
    return spans;
  }

  private static Span any(String json, Pattern pattern, Random random) {
    List<Span> spans = spans(json, pattern);
    return spans.get(random.nextInt(spans.size()));
  }

  private static String without(String json, Pattern pattern, Random random) {
    Span span = any(json, pattern, random);
    return json.substring(0, span.from) + json.substring(span.to);
  }

  private static String withNumber(String json, Random random) {
    Span span = any(json, NUMBER, random);
    return json.substring(0, span.from)
        + NUMBERS.get(random.nextInt(NUMBERS.size()))
        + json.substring(span.to);
  }

  /// One that is not much smaller or larger, which often makes a world.
  private static String withLikeNumber(String json, Random random) {
    Span span = any(json, NUMBER, random);
    double number = Double.parseDouble(json.substring(span.from, span.to));
    double factor = random.nextDouble(-0.5, 4);
    boolean isWhole = number == Math.rint(number) && random.nextInt(4) > 0;
    return json.substring(0, span.from)
        + (isWhole ? Long.toString(Math.round(number * factor)) : Double.toString(number * factor))
        + json.substring(span.to);
  }

  private static String swapped(String json, Pattern pattern, Random random) {
    Span one = any(json, pattern, random);
    Span two = any(json, pattern, random);
    Span first = one.from <= two.from ? one : two;
    Span second = one.from <= two.from ? two : one;
    if (first.equals(second)) {
      return json;
    }
    return json.substring(0, first.from)
        + json.substring(second.from, second.to)
        + json.substring(first.to, second.from)
        + json.substring(first.from, first.to)
        + json.substring(second.to);
  }
}

package dev.seisei.gltf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlbReaderTest {
  private static final byte[] GOOD = Glb.ofMesh("cairn", Samples.pyramid(1), 0.9f);

  @Test
  void a_file_cut_off_anywhere_is_refused() {
    for (int length = 0; length < GOOD.length; length++) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      assertThatExceptionOfType(GlbFormatException.class)
          .as("cut to %d bytes", length)
          .isThrownBy(() -> GlbReader.read(cut));
      if (length >= 20) {
        ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length);
        assertThatExceptionOfType(GlbFormatException.class)
            .as("cut to %d bytes with its header made to fit", length)
            .isThrownBy(() -> GlbReader.read(cut));
      }
    }
  }

  @Test
  void another_magic_is_refused() {
    byte[] other = GOOD.clone();
    other[0] = 'G';
    refuses(other, "glTF header");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"bufferView\":0', '\"bufferView\":9', bufferViews",
    "'\"byteOffset\":0', '\"byteOffset\":9999', bufferView 0",
    "'\"count\":12', '\"count\":9999999', accessor 0",
    "'\"count\":12', '\"count\":-1', count",
    "'\"count\":12', '\"count\":1e9', count",
    "'\"count\":12', '\"count\":99999999999999999999', count",
    "'\"POSITION\":0', '\"POSITION\":77', accessors",
    "'\"POSITION\":0', '\"POSITION\":2', accessor 2",
    "'\"POSITION\":0', '\"POSITION\":\"0\"', POSITION",
    "'\"NORMAL\":1', '\"NORMAL\":3', accessor 3",
    "'\"buffer\":0', '\"buffer\":1', buffer",
    "'\"accessors\":[', '\"accessors\":7,\"x\":[', accessors",
    "'\"mesh\":0', '\"mesh\":1', mesh",
    "'\"scene\":0', '\"scene\":0,\"extensionsRequired\":[\"EXT_unknown\"]', EXT_unknown",
    "'{\"asset\"', '{{\"asset\"', well-formed",
    "'\"material\":0', '\"material\":4', materials",
    "'\"name\":\"cairn\",\"mesh\"', '\"scale\":[0,0,0],\"mesh\"', scale",
  })
  void what_points_outside_the_file_is_refused(String from, String to, String named) {
    String json = GlbRoundTripTest.json(GOOD);
    assertThat(json).contains(from);
    refuses(withJson(json.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))), named);
  }

  @Test
  void an_index_beyond_the_vertices_is_refused() {
    byte[] other = GOOD.clone();
    other[other.length - 2] = 99;
    refuses(other, "indices");
  }

  @Test
  void a_small_file_cannot_ask_for_much_memory() {
    String json = GlbRoundTripTest.json(GOOD).strip();
    int from = json.indexOf("\"meshes\":[") + 10;
    String mesh = json.substring(from, json.indexOf("],\"accessors\""));
    String many = String.join(",", Collections.nCopies(500, mesh));
    refuses(withJson(json.replace(mesh, many)), "times the file's bytes");
  }

  /// Whatever the bytes are, the answer is content or a refusal.
  @Test
  void random_damage_is_read_or_refused() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 3000; round++) {
      byte[] damaged = GOOD.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(GlbReader.read(damaged).meshes().size()).isLessThanOrEqualTo(1);
      } catch (GlbFormatException refused) {
        assertThat(refused).hasMessageContaining(":");
      }
    }
  }

  private static byte[] withJson(String json) {
    byte[] text = json.strip().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + 3) & ~3;
    var good = ByteBuffer.wrap(GOOD).order(ByteOrder.LITTLE_ENDIAN);
    int rest = 20 + good.getInt(12);
    var made = ByteBuffer.allocate(20 + padded + GOOD.length - rest).order(ByteOrder.LITTLE_ENDIAN);
    made.putInt(GlbWriter.MAGIC).putInt(2).putInt(made.capacity());
    made.putInt(padded).putInt(GlbWriter.JSON).put(text);
    while (made.position() < 20 + padded) {
      made.put((byte) ' ');
    }
    made.put(GOOD, rest, GOOD.length - rest);
    return made.array();
  }

  private static void refuses(byte[] glb, String named) {
    assertThatExceptionOfType(GlbFormatException.class)
        .isThrownBy(() -> GlbReader.read(glb))
        .withMessageContaining(named);
  }
}

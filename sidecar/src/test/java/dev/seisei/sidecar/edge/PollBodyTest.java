package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PollBodyTest {
  private static List<PollBody.Frame> lines(String body) {
    return PollBody.lines(Buffer.buffer(body));
  }

  @Test
  void a_line_is_a_frame() {
    assertThat(lines("[1]\n{\"é\":2}\r\n\n[3]"))
        .containsExactly(
            new PollBody.Text("[1]", 3),
            new PollBody.Text("{\"é\":2}", 8),
            new PollBody.Text("[3]", 3));
    assertThat(lines("[1]\n")).hasSize(1);
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n\r\n\n")).isEmpty();
  }

  @Test
  void base64_is_bytes() {
    assertThat(lines("AAECAw==\n[1]\n/+8=").getFirst())
        .isInstanceOfSatisfying(
            PollBody.Binary.class, line -> assertThat(line.frame()).containsExactly(0, 1, 2, 3));
    assertThat(lines("AAECAw==\n[1]\n/+8=").getLast())
        .isInstanceOfSatisfying(
            PollBody.Binary.class, line -> assertThat(line.frame()).containsExactly(0xff, 0xef));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AA=A", "not json", "\"x\"", "AA ==", "AA-_"})
  void what_is_neither_is_text_for_the_connection_to_refuse(String line) {
    assertThat(lines(line))
        .singleElement()
        .isInstanceOfSatisfying(
            PollBody.Text.class, text -> assertThat(text.text()).isEqualTo(line));
  }

  @Test
  void a_hundred_lines_and_no_more() {
    assertThat(lines("[1]\n\n".repeat(100))).hasSize(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines("[1]\n".repeat(101)))
        .withMessageContaining("at most 100 lines");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatever_comes_is_cut_into_lines(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      byte[] body = new byte[random.nextInt(90)];
      random.nextBytes(body);
      int ends = 1;
      for (int i = 0; i < body.length; i++) {
        body[i] = random.nextInt(8) == 0 ? (byte) '\n' : body[i];
        ends += body[i] == '\n' ? 1 : 0;
      }
      assertThat(PollBody.lines(Buffer.buffer(body)).size()).isBetween(0, ends);
    }
  }
}

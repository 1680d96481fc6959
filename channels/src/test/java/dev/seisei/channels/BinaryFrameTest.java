package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BinaryFrameTest {
  private static final byte[] DATA = {1, -1};

  @Test
  void a_push_is_written_byte_by_byte() {
    assertThat(Serializer.push("12", "w:é", "bits", DATA))
        .asHexString()
        .isEqualToIgnoringCase("00020404" + "3132" + "773ac3a9" + "62697473" + "01ff");
    assertThat(Serializer.push(null, "", "", new byte[0])).containsExactly(0, 0, 0, 0);
  }

  @Test
  void a_reply_is_written_byte_by_byte() {
    assertThat(Serializer.reply("1", "12", "w:é", "ok", DATA))
        .asHexString()
        .isEqualToIgnoringCase("0101020402" + "31" + "3132" + "773ac3a9" + "6f6b" + "01ff");
    assertThat(Serializer.reply(null, null, "t", "error", new byte[0]))
        .asHexString()
        .isEqualToIgnoringCase("0100000105" + "74" + "6572726f72");
  }

  @Test
  void words_take_255_bytes_and_no_more() {
    assertThat(Serializer.reply("x".repeat(255), "y".repeat(255), "z".repeat(255), "ok", DATA))
        .hasSize(5 + 3 * 255 + 2 + 2)
        .startsWith(1, 0xff, 0xff, 0xff, 2);
    for (String word : new String[] {"x".repeat(256), "é".repeat(128)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Serializer.push(word, "t", "e", DATA))
          .withMessageContaining("at most 255 bytes");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Serializer.reply("1", word, "t", "ok", DATA));
    }
  }

  @Test
  void what_is_written_for_a_client_reads_as_text_too() {
    assertThat(Serializer.asText(Serializer.broadcast("w:é", "chunk", DATA)))
        .isEqualTo("[null,null,\"w:é\",\"chunk\",{\"base64\":\"Af8=\"}]");
    assertThat(Serializer.asText(Serializer.push("1", "w", "bits", DATA)))
        .isEqualTo("[\"1\",null,\"w\",\"bits\",{\"base64\":\"Af8=\"}]");
    assertThat(Serializer.asText(Serializer.push(null, "w", "bits", new byte[0])))
        .isEqualTo("[null,null,\"w\",\"bits\",{\"base64\":\"\"}]");
    assertThat(Serializer.asText(Serializer.reply("1", "2", "w", "error", DATA)))
        .isEqualTo(
            "[\"1\",\"2\",\"w\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"base64\":\"Af8=\"}}]");
    String longest = "x".repeat(255);
    assertThat(Serializer.asText(Serializer.broadcast(longest, longest, DATA)))
        .isEqualTo("[null,null,\"%s\",\"%s\",{\"base64\":\"Af8=\"}]".formatted(longest, longest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "03", "ff0000"})
  void what_was_not_written_here_reads_as_no_text(String hex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Serializer.asText(HexFormat.of().parseHex(hex)));
  }
}

package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

final class SerializerV1Test {
  private static final Serializer V1 = new SerializerV1();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TEXT =
      "{\"topic\":\"room:é\",\"event\":\"say\",\"payload\":{\"a\":[1]},\"ref\":\"7\",\"join_ref\":\"3\"}";

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "1.1.0", "2", "2.0", "2.1.0", "3.0.0", "2.0.0 ", "null"})
  void there_are_two_versions_and_no_other(String vsn) {
    assertThat(Serializer.ofVersion("1.0.0")).isEqualTo(V1);
    assertThat(Serializer.ofVersion("1.0.7")).isEqualTo(V1);
    assertThat(Serializer.ofVersion("2.0.0")).isEqualTo(new SerializerV2());
    assertThat(Serializer.ofVersion(vsn)).isNull();
  }

  @Test
  void an_object_is_read_member_by_member() throws MalformedFrame {
    assertThat(V1.decode(TEXT))
        .isEqualTo(
            new Message(
                "3",
                "7",
                "room:é",
                "say",
                new Payload.Json(JSON.objectNode().set("a", JSON.arrayNode().add(1)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":null}",
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":null,\"ref\":null,\"join_ref\":null}"
      })
  void refs_may_be_null_or_left_out(String text) throws MalformedFrame {
    assertThat(V1.decode(text))
        .isEqualTo(new Message(null, null, "t", "e", new Payload.Json(JSON.nullNode())));
  }

  @Test
  void an_object_is_written_as_phoenix_writes_it() {
    assertThat(V1.encode(null, "7", "room:a", "phx_reply", JSON.objectNode().put("\"", 1)))
        .isEqualTo(
            "{\"join_ref\":null,\"ref\":\"7\",\"topic\":\"room:a\",\"event\":\"phx_reply\","
                + "\"payload\":{\"\\\"\":1}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{}",
        "[null,null,\"t\",\"e\",{}]",
        "{\"topic\":\"t\",\"event\":\"e\"}",
        "{\"topic\":\"t\",\"payload\":{}}",
        "{\"event\":\"e\",\"payload\":{}}",
        "{\"topic\":7,\"event\":\"e\",\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":null,\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{},\"ref\":7}",
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{},\"join_ref\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{}} 7",
        "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{}",
      })
  void what_is_no_phoenix_message_is_refused(String frame) {
    assertThatExceptionOfType(MalformedFrame.class).isThrownBy(() -> V1.decode(frame));
  }

  @Test
  void bytes_are_refused() {
    assertThat(V1.carriesBinary()).isFalse();
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> V1.decode(new byte[] {0, 0, 0, 0, 0}))
        .withMessageContaining("no binary frames");
  }

  /// Whatever the text is, the answer is a message or a refusal.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damaged_frames_are_read_or_refused(long seed) {
    var random = new SplittableRandom(seed);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      var text = new StringBuilder(TEXT);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 256));
      }
      text.setLength(text.length() - random.nextInt(2) * random.nextInt(text.length()));
      try {
        assertThat(V1.decode(text.toString()).topic().length()).isLessThan(text.length());
      } catch (MalformedFrame _) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 1999);
  }
}

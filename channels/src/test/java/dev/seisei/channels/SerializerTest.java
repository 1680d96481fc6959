package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

final class SerializerTest {
  private static final Serializer V2 = new SerializerV2();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TEXT =
      "[\"3\",\"7\",\"world:archipelago\",\"view\",{\"position\":[1,-2.5,1e3],\"é\":null}]";
  private static final byte[] PUSH =
      HexFormat.of()
          .parseHex(
              "00" + "01" + "02" + "03" + "04" + "33" + "3131" + "773a61" + "76696577" + "00ff10");

  @Test
  void a_text_frame_is_read_part_by_part() throws MalformedFrame {
    Message message = V2.decode(TEXT);
    assertThat(message.joinRef()).isEqualTo("3");
    assertThat(message.ref()).isEqualTo("7");
    assertThat(message.topic()).isEqualTo("world:archipelago");
    assertThat(message.event()).isEqualTo("view");
    assertThat(message.payload())
        .isEqualTo(
            new Payload.Json(
                JSON.objectNode()
                    .putNull("é")
                    .set("position", JSON.arrayNode().add(1).add(-2.5).add(1e3))));
  }

  @Test
  void a_text_frame_without_refs_has_none() throws MalformedFrame {
    Message message = V2.decode("[null,null,\"phoenix\",\"heartbeat\",7]");
    assertThat(message.joinRef()).isNull();
    assertThat(message.ref()).isNull();
    assertThat(message.payload()).isEqualTo(new Payload.Json(JSON.numberNode(7)));
  }

  @Test
  void a_text_frame_is_written_as_phoenix_writes_it() {
    var payload = JSON.objectNode().put("wanted", 231).put("quote", "\"\n");
    assertThat(V2.encode("3", "7", "world:a", "phx_reply", payload))
        .isEqualTo(
            "[\"3\",\"7\",\"world:a\",\"phx_reply\",{\"wanted\":231,\"quote\":\"\\\"\\n\"}]");
    assertThat(V2.encode(null, null, "world:a", "tick", JSON.objectNode()))
        .isEqualTo("[null,null,\"world:a\",\"tick\",{}]");
  }

  @Test
  void a_binary_push_is_read_byte_by_byte() throws MalformedFrame {
    Message message = V2.decode(PUSH);
    assertThat(message.joinRef()).isEqualTo("3");
    assertThat(message.ref()).isEqualTo("11");
    assertThat(message.topic()).isEqualTo("w:a");
    assertThat(message.event()).isEqualTo("view");
    assertThat(bytes(message)).containsExactly(0, 0xff, 0x10);
  }

  @Test
  void a_binary_push_may_leave_out_refs_and_data() throws MalformedFrame {
    Message message = V2.decode(HexFormat.of().parseHex("0000000202" + "c3a9" + "6f6b"));
    assertThat(message.joinRef()).isNull();
    assertThat(message.ref()).isNull();
    assertThat(message.topic()).isEqualTo("é");
    assertThat(message.event()).isEqualTo("ok");
    assertThat(bytes(message)).isEmpty();
  }

  @Test
  void lengths_of_a_binary_push_are_unsigned() throws MalformedFrame {
    byte[] frame = new byte[5 + 4 * 255];
    Arrays.fill(frame, (byte) 'x');
    Arrays.fill(frame, 0, 5, (byte) 255);
    frame[0] = 0;
    Message message = V2.decode(frame);
    assertThat(message.ref()).isEqualTo("x".repeat(255));
    assertThat(message.event()).isEqualTo("x".repeat(255));
    assertThat(bytes(message)).isEmpty();
  }

  @Test
  void a_broadcast_is_written_byte_by_byte() {
    assertThat(Serializer.broadcast("w:é", "chunk", new byte[] {1, -1}))
        .asHexString()
        .isEqualToIgnoringCase("02" + "04" + "05" + "773ac3a9" + "6368756e6b" + "01ff");
    assertThat(Serializer.broadcast("", "", new byte[0])).containsExactly(2, 0, 0);
  }

  @Test
  void a_broadcast_takes_names_of_255_bytes_and_no_more() {
    assertThat(Serializer.broadcast("é".repeat(127) + "t", "e", new byte[0])[1])
        .isEqualTo((byte) 255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Serializer.broadcast("é".repeat(128), "e", new byte[0]))
        .withMessageContaining("at most 255 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Serializer.broadcast("t", "e".repeat(256), new byte[0]))
        .withMessageContaining("at most 255 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "{}",
        "[]",
        "[null,null,\"t\",\"e\"]",
        "[null,null,\"t\",\"e\",{},{}]",
        "[null,null,\"t\",\"e\",{}] []",
        "[null,null,\"t\",\"e\",{}]]",
        "[null,null,\"t\",\"e\",",
        "[null,null,\"t\",\"e\",{\"a\":}]",
        "[null,null,\"t\",\"e\",NaN]",
        "[null,null,\"t\",\"e\",01]",
        "[null,null,'t','e',{}]",
        "[1,null,\"t\",\"e\",{}]",
        "[null,2,\"t\",\"e\",{}]",
        "[null,[\"2\"],\"t\",\"e\",{}]",
        "[null,null,null,\"e\",{}]",
        "[null,null,7,\"e\",{}]",
        "[null,null,\"t\",null,{}]",
        "[null,null,\"t\",true,{}]",
        "[null,null,\"t\",\"e\",\"\u0001\"]",
        "[null,null,\"t\",\"e\",11111111111111111111111111111111111111111]",
      })
  void what_is_no_phoenix_message_is_refused(String frame) {
    assertThatExceptionOfType(MalformedFrame.class).isThrownBy(() -> V2.decode(frame));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_word_of_more_than_255_bytes_is_refused(int place) throws MalformedFrame {
    // 254 and 256 bytes in half as many characters: what counts is bytes.
    Message longest = V2.decode(withWord(place, "é".repeat(127)));
    assertThat(longest.payload()).isEqualTo(new Payload.Json(JSON.objectNode()));
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> V2.decode(withWord(place, "é".repeat(128))))
        .withMessageContaining("at most 255 bytes");
  }

  private static String withWord(int place, String word) {
    String[] words = {"1", "2", "t", "e"};
    words[place] = word;
    return "[\"" + String.join("\",\"", words) + "\",{}]";
  }

  @Test
  void json_is_read_thirty_two_deep_and_no_deeper() throws MalformedFrame {
    Message deepest = V2.decode(nested(31));
    assertThat(deepest.payload()).isInstanceOf(Payload.Json.class);
    for (int depth : new int[] {32, 1000, 30_000}) {
      assertThatExceptionOfType(MalformedFrame.class)
          .as("payload nested %d deep", depth)
          .isThrownBy(() -> V2.decode(nested(depth)))
          .withMessageContaining("nesting depth");
    }
  }

  private static String nested(int depth) {
    return "[null,null,\"t\",\"e\"," + "[".repeat(depth) + "]".repeat(depth) + "]";
  }

  @Test
  void a_binary_push_cut_off_in_its_head_is_refused() {
    int head = PUSH.length - 3;
    for (int length = 0; length < head; length++) {
      byte[] cut = Arrays.copyOf(PUSH, length);
      assertThatExceptionOfType(MalformedFrame.class)
          .as("cut to %d bytes", length)
          .isThrownBy(() -> V2.decode(cut));
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {1, 2, 3, -1})
  void a_binary_frame_of_another_kind_is_refused(byte kind) {
    byte[] other = PUSH.clone();
    other[0] = kind;
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> V2.decode(other))
        .withMessageContaining("push");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c3", "c080", "eda080", "f4908080", "80"})
  void text_in_a_binary_push_that_is_not_utf_8_is_refused(String topic) {
    byte[] bad = HexFormat.of().parseHex("000000" + "0" + topic.length() / 2 + "01" + topic + "65");
    assertThatExceptionOfType(MalformedFrame.class)
        .isThrownBy(() -> V2.decode(bad))
        .withMessageContaining("UTF-8");
  }

  /// Whatever the bytes are, the answer is a message or a refusal.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damaged_frames_are_read_or_refused(long seed) {
    var random = new SplittableRandom(seed);
    int refused = 0;
    int rounds = 1500;
    for (int round = 0; round < rounds; round++) {
      refused += isRefused(damaged(PUSH, random)) ? 1 : 0;
      byte[] text = damaged(TEXT.getBytes(StandardCharsets.UTF_8), random);
      refused += isRefused(new String(text, StandardCharsets.UTF_8)) ? 1 : 0;
      refused += isRefused(new String(text, StandardCharsets.ISO_8859_1)) ? 1 : 0;
    }
    assertThat(refused).isBetween(rounds / 2, 3 * rounds - 1);
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bytes =
        Arrays.copyOf(good, good.length - random.nextInt(2) * random.nextInt(good.length));
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static boolean isRefused(byte[] frame) {
    try {
      assertThat(bytes(V2.decode(frame)).length).isLessThan(frame.length);
      return false;
    } catch (MalformedFrame e) {
      assertThat(e).hasMessageContaining(" ");
      return true;
    }
  }

  private static boolean isRefused(String frame) {
    try {
      assertThat(V2.decode(frame).topic().length()).isLessThan(frame.length());
      return false;
    } catch (MalformedFrame e) {
      assertThat(e).hasMessageContaining(" ");
      return true;
    }
  }

  private static byte[] bytes(Message message) {
    assertThat(message.payload()).isInstanceOf(Payload.Binary.class);
    return ((Payload.Binary) message.payload()).bytes();
  }
}

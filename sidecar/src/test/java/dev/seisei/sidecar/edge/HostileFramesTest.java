package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.sidecar.edge.RawClient.Heard;
import dev.seisei.sidecar.edge.RawClient.Heard.Closed;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames that phoenix.js sent (`recorded.jsonl`: both lines of it, on the wire), whole, cut after
/// every byte, and damaged; and frames made here that no client sends. Each is answered, or ends
/// its connection with the documented code; none is anything for the log, and nobody stays.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // opened before all
final class HostileFramesTest {
  private static final int PROTOCOL = 1002;
  private static final int NOT_UTF8 = 1007;
  private static final int TOO_BIG = 1009;
  private static final String V2 = "vsn=2.0.0";
  private static final String V1 = "vsn=1.0.0";
  private static final String BEAT = "[null,\"beat\",\"phoenix\",\"heartbeat\",{}]";
  private static final String JOIN = "[\"3\",\"3\",\"world:archipelago\",\"phx_join\",{}]";

  private static Served served;

  /// @param frame its bytes
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Recorded(String from, String event, boolean isText, byte[] frame) {
    @Override
    public String toString() {
      return event + " of " + from;
    }
  }

  @BeforeAll
  static void open(@TempDir Path folder) {
    // A buffer that nobody frees is an error in the log.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    served = new Served(folder);
  }

  @AfterEach
  void nothing_is_left() {
    Served.until("all are gone", () -> served.edge.connections() == 0);
    Served.until("nobody waits", () -> served.hosted.chunks().waiting() == 0);
    assertThat(served.complaints()).isEmpty();
  }

  @AfterAll
  static void close() {
    served.close();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
  }

  static List<Recorded> recorded() throws IOException {
    var all = new ArrayList<Recorded>();
    try (InputStream file =
        Objects.requireNonNull(HostileFramesTest.class.getResourceAsStream("recorded.jsonl"))) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        JsonNode row = new JsonMapper().readTree(line);
        boolean isText = row.has("text");
        byte[] frame =
            isText
                ? row.path("text").stringValue().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(row.path("base64").stringValue());
        all.add(
            new Recorded(
                row.path("from").stringValue(), row.path("event").stringValue(), isText, frame));
      }
    }
    return all;
  }

  private static RawClient client(String query) throws IOException {
    return new RawClient(served.edge.port(), query);
  }

  private static void send(RawClient client, boolean isText, byte[] frame) {
    client.say(RawClient.frame(0x80 | (isText ? RawClient.TEXT : RawClient.BINARY), frame));
  }

  private static void ends(String what, String query, byte[] bytes, int code) throws IOException {
    try (RawClient client = client(query)) {
      client.say(bytes);
      assertThat(client.end()).as(what).isEqualTo(new Closed(code));
    }
  }

  private static byte[] text(String text) {
    return RawClient.frame(0x80 | RawClient.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] binary(byte... bytes) {
    return RawClient.frame(0x80 | RawClient.BINARY, bytes);
  }

  @Test
  void what_phoenix_js_says_is_answered_in_its_order() throws Exception {
    for (String from : List.of("phoenix.js 1.8.16", "phoenix.js 1.7.21")) {
      try (RawClient client = client(V2)) {
        for (Recorded one : recorded()) {
          if (one.from.equals(from)) {
            send(client, one.isText, one.frame);
          }
        }
        for (String ref : List.of("3", "4", "5", "6", "7", "9")) {
          String expected = ref.equals("6") ? "event.payload" : "\"status\":\"ok\"";
          assertThat(client.reply(ref)).as("%s, ref %s", from, ref).contains(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void a_frame_that_is_cut_after_any_byte_ends_its_connection(Recorded one) throws Exception {
    // Of a binary push all behind its head is data, of any length.
    int whole = one.isText ? one.frame.length : 5 + 1 + 1 + 17 + 4;
    for (int length = 0; length < whole; length++) {
      byte[] cut = Arrays.copyOf(one.frame, length);
      try (RawClient client = client(V2)) {
        send(client, one.isText, cut);
        boolean isUtf8 = !one.isText || isUtf8(cut);
        assertThat(client.end())
            .as("cut after %d bytes", length)
            .isEqualTo(new Closed(isUtf8 ? PROTOCOL : NOT_UTF8));
      }
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (java.nio.charset.CharacterCodingException _) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void a_frame_whose_connection_is_cut_in_its_middle_leaves_nothing(Recorded one) throws Exception {
    byte[] frame =
        RawClient.frame(0x80 | (one.isText ? RawClient.TEXT : RawClient.BINARY), one.frame);
    for (int length = 0; length < frame.length; length += 3) {
      try (RawClient client = client(V2)) {
        client.text(JOIN);
        assertThat(client.reply("3")).contains("\"ok\"");
        client.say(Arrays.copyOf(frame, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "63", "127", "128", "192", "255"})
  void a_byte_that_is_another_is_answered_or_ends_its_connection(int other) throws Exception {
    for (Recorded one : recorded()) {
      if (one.from.equals("phoenix.js 1.8.16")) {
        for (int at = 0; at < one.frame.length; at += 2) {
          byte[] damaged = one.frame.clone();
          damaged[at] = (byte) other;
          try (RawClient client = client(V2)) {
            client.text(JOIN);
            send(client, one.isText, damaged);
            client.text(BEAT);
            Heard last = null;
            while (last == null) {
              Heard heard = client.hear();
              boolean isBeat = heard instanceof Heard.Message(String text) && text.contains("beat");
              last = isBeat || heard instanceof Closed || heard instanceof Heard.Cut ? heard : null;
            }
            assertThat(last)
                .as("%s with %d at %d", one, other, at)
                .satisfiesAnyOf(
                    heard -> assertThat(heard).isInstanceOf(Heard.Message.class),
                    heard -> assertThat(heard).isEqualTo(new Closed(PROTOCOL)),
                    heard -> assertThat(heard).isEqualTo(new Closed(NOT_UTF8)));
          }
        }
      }
    }
  }

  static Stream<String> noMessages() {
    String long256 = "x".repeat(256);
    return Stream.of(
        "",
        " ",
        "null",
        "7",
        "\"text\"",
        "{}",
        "[]",
        "[1]",
        "[null,null,null,null,null]",
        "[null,\"1\",\"t\",\"e\"]",
        "[null,\"1\",\"t\",\"e\",{},{}]",
        "[1,\"1\",\"t\",\"e\",{}]",
        "[null,1,\"t\",\"e\",{}]",
        "[[],\"1\",\"t\",\"e\",{}]",
        "[null,\"1\",7,\"e\",{}]",
        "[null,\"1\",null,\"e\",{}]",
        "[null,\"1\",\"t\",{},{}]",
        "[null,\"1\",\"t\",true,{}]",
        "[\"" + long256 + "\",\"1\",\"t\",\"e\",{}]",
        "[null,\"" + long256 + "\",\"t\",\"e\",{}]",
        "[null,\"1\",\"" + long256 + "\",\"e\",{}]",
        "[null,\"1\",\"t\",\"" + long256 + "\",{}]",
        "[null,\"1\",\"t\",\"e\"," + "[".repeat(32) + "]".repeat(32) + "]",
        "[".repeat(30_000),
        "[null,\"1\",\"t\",\"e\"," + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "]",
        "[null,\"1\",\"t\",\"e\"," + "9".repeat(60_000) + "]",
        "[null,\"1\",\"t\",\"e\",1e" + "9".repeat(60) + "]",
        "[null,\"1\",\"t\",\"e\",{\"a\":\"\\ud800\\",
        "[null,\"1\",\"t\",\"e\",{}",
        "[null,\"1\",\"t\",\"e\",{}]]",
        "[null,\"1\",\"t\",\"e\",NaN]",
        "[null,'1','t','e',{}]",
        "[null,\"1\",\"t\",\"e\",{},]",
        "\ufeff[null,\"1\",\"t\",\"e\",{}]");
  }

  @ParameterizedTest
  @MethodSource("noMessages")
  void a_text_that_is_no_message_ends_its_connection(String frame) throws Exception {
    for (String version : List.of(V2, V1)) {
      ends(
          version + " " + frame.substring(0, Math.min(60, frame.length())),
          version,
          text(frame),
          PROTOCOL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"topic\":7,\"event\":\"e\",\"ref\":\"1\",\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":1,\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\"}",
        "{\"topic\":\"t\",\"ref\":\"1\",\"payload\":{}}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\",\"payload\":{}",
        "{\"topic\":\"t\",\"event\":\"e\",\"ref\":\"1\",\"payload\":{},\"join_ref\":{}}",
        "[\"3\",\"3\",\"world:archipelago\",\"phx_join\",{}]"
      })
  void a_text_of_version_1_that_is_no_message_ends_its_connection(String frame) throws Exception {
    ends(frame, V1, text(frame), PROTOCOL);
  }

  @Test
  void words_of_255_bytes_are_taken_and_given_back() throws Exception {
    String ref = "é".repeat(127) + "x";
    try (RawClient client = client(V2)) {
      client.text("[null,\"" + ref + "\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.reply(ref)).contains("\"ok\"");
      client.text("[null,\"1\",\"" + ref + "\",\"" + ref + "\",null]");
      assertThat(client.reply("1")).contains("unmatched topic");
    }
    try (RawClient client = client(V1)) {
      client.text(
          "{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"ref\":\"" + ref + "\",\"payload\":{}}");
      assertThat(client.reply(ref)).contains("\"ok\"");
    }
  }

  @Test
  void bytes_that_are_no_push_end_their_connection() throws Exception {
    ends("no bytes", V2, binary(), PROTOCOL);
    for (int kind = 1; kind < 256; kind++) {
      ends(
          "kind " + kind,
          V2,
          binary((byte) kind, (byte) 0, (byte) 0, (byte) 1, (byte) 1, (byte) 't', (byte) 'e'),
          PROTOCOL);
    }
    for (int word = 0; word < 4; word++) {
      var tooLong = new byte[] {0, 1, 1, 1, 1, '3', '1', 't', 'e'};
      tooLong[1 + word] = (byte) 255;
      ends("word " + word + " is longer than the frame", V2, binary(tooLong), PROTOCOL);
      var notUtf8 = new byte[] {0, 1, 1, 1, 1, '3', '1', 't', 'e'};
      notUtf8[5 + word] = (byte) 0xff;
      ends("word " + word + " is no text", V2, binary(notUtf8), PROTOCOL);
    }
    ends(
        "version 1 has none",
        V1,
        binary((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0),
        PROTOCOL);
  }

  @Test
  void text_that_is_not_utf_8_ends_its_connection() throws Exception {
    for (byte[] wrong :
        new byte[][] {
          {(byte) 0xff},
          {(byte) 0xc3},
          {(byte) 0xc0, (byte) 0x80},
          {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
        }) {
      ends("not UTF-8", V2, RawClient.frame(0x80 | RawClient.TEXT, wrong), NOT_UTF8);
    }
  }

  @Test
  void a_frame_may_be_so_large_and_no_larger() throws Exception {
    String padded = BEAT + " ".repeat((64 << 10) - BEAT.length());
    try (RawClient client = client(V2)) {
      client.text(padded);
      assertThat(client.reply("beat")).contains("\"ok\"");
    }
    for (byte[] more : new byte[][] {text(padded + " "), binary(new byte[1 << 20])}) {
      try (RawClient client = client(V2)) {
        client.say(more);
        // Who is cut off while it still writes may not hear why.
        assertThat(client.end()).isIn(new Closed(TOO_BIG), new Heard.Cut());
      }
    }
    // Only its head: whoever waits for the rest waits for ever.
    ends(
        "4 GiB",
        V2,
        new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4},
        TOO_BIG);
    ends(
        "less than no bytes",
        V2,
        new byte[] {(byte) 0x82, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4},
        PROTOCOL);
  }

  @Test
  void frames_that_are_no_websocket_end_their_connection() throws Exception {
    for (int kind : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      ends("kind " + kind, V2, RawClient.frame(0x80 | kind, new byte[0]), PROTOCOL);
    }
    for (int reserved : new int[] {0x40, 0x20, 0x10}) {
      ends(
          "reserved bit " + reserved,
          V2,
          RawClient.frame(0x81 | reserved, new byte[] {'x'}),
          PROTOCOL);
    }
    ends("a text without a mask", V2, new byte[] {(byte) 0x81, 1, 'x'}, PROTOCOL);
    ends("a ping in parts", V2, RawClient.frame(9, new byte[0]), PROTOCOL);
    ends("a ping of 126 bytes", V2, RawClient.frame(0x89, new byte[126]), PROTOCOL);
    ends("a part of nothing", V2, RawClient.frame(0x80, new byte[] {'x'}), PROTOCOL);
    ends("a close of one byte", V2, RawClient.frame(0x88, new byte[] {3}), PROTOCOL);
    byte[] parts = RawClient.frame(RawClient.TEXT, new byte[] {'['});
    byte[] both = Arrays.copyOf(parts, 2 * parts.length);
    System.arraycopy(parts, 0, both, parts.length, parts.length);
    ends("a text within a text", V2, both, PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"position\":[1e308,1e308,1e308],\"radius\":64}",
        "{\"position\":[0,0,0],\"radius\":-1}",
        "{\"position\":[0,0,0],\"radius\":1e999}",
        "{\"position\":[0,0],\"radius\":64}",
        "{\"position\":\"here\",\"radius\":64}",
        "{\"position\":[null,null,null],\"radius\":64}",
        "{\"position\":[0,0,0],\"radius\":64,\"velocity\":{}}",
        "{\"position\":[0,0,0],\"radius\":64,\"number\":-1}",
        "{\"position\":[0,0,0],\"radius\":64,\"detail\":[]}",
        "[]",
        "null",
        "7",
        "\"view\""
      })
  void a_view_that_is_none_is_refused_or_taken_and_the_channel_stays(String payload)
      throws Exception {
    try (RawClient client = client(V2)) {
      client.text(JOIN);
      assertThat(client.reply("3")).contains("\"ok\"");
      client.text("[\"3\",\"v\",\"world:archipelago\",\"view\"," + payload + "]");
      assertThat(client.reply("v")).contains("phx_reply").doesNotContain("channel_crash");
      client.text("[\"3\",\"c\",\"world:archipelago\",\"credit\",{\"bytes\":1}]");
      assertThat(client.reply("c")).contains("\"ok\"");
    }
  }

  /// Posts lines to a new long-poll session; answers the status in the body.
  private static int post(byte[] body) throws Exception {
    String opened = served.get("/socket/longpoll?vsn=2.0.0").body();
    String token = opened.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    String path = "/socket/longpoll?vsn=2.0.0&token=" + token;
    int status;
    try (Socket socket =
        served.says(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")) {
      socket.getOutputStream().write(body);
      String heard = Served.heard(socket);
      status = Integer.parseInt(heard.replaceAll("(?s).*\"status\":(\\d+).*", "$1"));
    }
    if (status == 200) {
      // Ended by a frame that is none.
      assertThat(post(path, "x")).contains("\"status\":410");
    } else {
      assertThat(post(path, BEAT)).contains("\"status\":410");
    }
    return status;
  }

  private static String post(String path, String body) throws Exception {
    return served
        .client
        .send(
            java.net.http.HttpRequest.newBuilder(served.uri("http", path))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build(),
            java.net.http.HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void what_is_damaged_ends_a_long_poll_session_too() throws Exception {
    for (Recorded one : recorded()) {
      if (one.from.equals("phoenix.js 1.8.16")) {
        byte[] line = one.isText ? one.frame : Base64.getEncoder().encode(one.frame);
        assertThat(post(line)).as("%s", one).isEqualTo(200);
        for (int length = 1; length < line.length; length += 7) {
          assertThat(post(Arrays.copyOf(line, one.isText ? length : Math.min(length, 12))))
              .as("%s cut after %d bytes", one, length)
              .isEqualTo(410);
        }
      }
    }
    for (String frame : noMessages().toList()) {
      if (!frame.isBlank()) {
        assertThat(post(frame.getBytes(StandardCharsets.UTF_8)))
            .as(frame.substring(0, Math.min(60, frame.length())))
            .isEqualTo(410);
      }
    }
    assertThat(post("AAAA".getBytes(StandardCharsets.US_ASCII))).isEqualTo(410);
    assertThat(post(new byte[] {'[', (byte) 0xff, ']'})).isEqualTo(410);
    assertThat(post(("[" + " ".repeat(65 << 10) + "]").getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(410);
  }
}

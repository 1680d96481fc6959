package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.seisei.channels.Limits;
import dev.seisei.channels.Rate;
import dev.seisei.sidecar.edge.RawClient.Heard;
import dev.seisei.sidecar.participants.LoopbackOnly;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running edge under frames and requests that were right once and then mutated, from a seed: it
/// answers or closes as documented, complains of nothing, and afterwards has no more memory or
/// files than before.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class FuzzTest {
  private static final long SEED = 20_261_130;
  private static final int CLIENTS = 4;
  private static final int FRAMES_A_CONNECTION = 25;
  private static final long MOST_GROWTH_BYTES = 8 << 20;
  private static final Set<Integer> CODES = Set.of(1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009);

  @SuppressWarnings("StringConcatToTextBlock") // lines of HTTP end with CR and LF
  private static final List<String> REQUESTS =
      List.of(
          "GET /api/worlds HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n",
          "GET /api/worlds/archipelago HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "If-None-Match: \"abc\", *\r\n\r\n",
          "GET /api/worlds/archipelago/ground?at=12.5,-40&at=1,2 HTTP/1.1\r\n"
              + "Host: localhost\r\n\r\n",
          "GET /api/worlds/archipelago/chunks/6/0/0/-1?graph=x HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Range: bytes=0-99\r\n"
              + "If-Range: \"x\"\r\n\r\n",
          "HEAD /api/worlds/archipelago/chunks/6/0/0/-1.glb HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "OPTIONS /api/worlds HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Origin: http://localhost:1\r\n"
              + "Access-Control-Request-Method: GET\r\n\r\n",
          "GET /api/blobs/0000000000000000000000000000000000000000000000000000000000000000"
              + " HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Authorization: Bearer a.b.c\r\n\r\n",
          "GET /socket/longpoll?vsn=2.0.0&token=a.1.b HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "POST /socket/longpoll?vsn=2.0.0&token=a.1.b HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Content-Length: 40\r\n\r\n"
              + "[null,\"1\",\"phoenix\",\"heartbeat\",{}]     ",
          "GET /socket/websocket?vsn=2.0.0&id=ada&name=Ada&kind=person HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Upgrade: websocket\r\n"
              + "Connection: Upgrade\r\n"
              + "Sec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx.YWJj\r\n\r\n",
          "GET /health/ready HTTP/1.0\r\nX-Request-Id: abc\r\n\r\n",
          "DELETE /api/openapi.json HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "5\r\n"
              + "hello\r\n"
              + "0\r\n\r\n");

  private static final byte[][] WORDS =
      java.util.stream.Stream.of(
              "null",
              "{}",
              "[]",
              "-1",
              "1e308",
              "9".repeat(45),
              "\"",
              "\\u0000",
              "\\ud800",
              "[[[[",
              "phx_join",
              "phx_leave",
              "world:archipelago",
              "phoenix",
              "\r\n",
              "%",
              "%00",
              "%zz",
              "../",
              "Infinity",
              "4096",
              "\u00e9",
              "\u2028",
              ",",
              ";q=0",
              "bytes=-",
              "16777216")
          .map(word -> word.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);

  @TempDir private Path folder;

  @Test
  void ten_thousand_mutations_leave_nothing_behind() throws Exception {
    fuzz(10_000);
  }

  @Test
  @Tag("slow")
  void a_hundred_thousand_mutations_leave_nothing_behind() throws Exception {
    fuzz(100_000);
  }

  private void fuzz(int mutations) throws Exception {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    var usual = Limits.USUAL;
    var limits =
        new Limits(
            usual.frameBytes(),
            usual.channels(),
            new Rate(1e5, 10_000),
            usual.joins(),
            usual.connectionsPerAddress(),
            usual.queueBytes(),
            Duration.ofMillis(200));
    try (var served = new Served(folder, Here.with(limits, new LoopbackOnly()), 1 << 20)) {
      run(served, SEED, mutations / 10);
      rest(served);
      long files = files();
      long heap = heap();
      run(served, SEED + 1, mutations - mutations / 10);
      rest(served);
      assertThat(served.complaints()).isEmpty();
      assertThat(heap() - heap).as("bytes more than before").isLessThan(MOST_GROWTH_BYTES);
      Served.until("files are as before", () -> files() <= files);
      assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
    } finally {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }
  }

  private static void rest(Served served) {
    Served.until("all are gone", () -> served.edge.connections() == 0);
    Served.until("nobody waits", () -> served.hosted.chunks().waiting() == 0);
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getOpenFileDescriptorCount()
        : 0;
  }

  @SuppressWarnings("CallToSystemGC") // what is garbage does not count
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /// Half of the mutations as frames on sockets, a quarter as lines of long-polls, a quarter as
  /// requests.
  private static void run(Served served, long seed, int mutations) throws Exception {
    var random = new SplittableRandom(seed);
    List<HostileFramesTest.Recorded> recorded = HostileFramesTest.recorded();
    var work = new ArrayList<Callable<Integer>>();
    int planned = 0;
    while (planned < mutations) {
      SplittableRandom own = random.split();
      int size = Math.min(4 * FRAMES_A_CONNECTION, mutations - planned);
      planned += size;
      work.add(() -> batch(served, own, recorded, size));
    }
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      int done = 0;
      for (Future<Integer> batch : clients.invokeAll(work)) {
        done += batch.get();
      }
      assertThat(done).isEqualTo(mutations);
    }
  }

  private static int batch(
      Served served, SplittableRandom random, List<HostileFramesTest.Recorded> recorded, int size)
      throws IOException {
    int left = size;
    while (left > 0) {
      int some = Math.min(left, FRAMES_A_CONNECTION);
      switch (random.nextInt(4)) {
        case 0 -> {
          some = 1;
          request(served, random);
        }
        case 1 -> {
          some = Math.min(some, 8);
          lines(served, random, recorded, some);
        }
        default -> frames(served, random, recorded, some);
      }
      left -= some;
    }
    return size;
  }

  private static byte[] mutated(SplittableRandom random, byte[] from) {
    byte[] bytes = from;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length + 1);
      int to = at + random.nextInt(Math.min(16, bytes.length - at) + 1);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> flipped(random, bytes);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, to, new byte[0]);
            case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 4 -> {
              var noise = new byte[random.nextInt(8)];
              random.nextBytes(noise);
              yield spliced(bytes, at, to, noise);
            }
            default -> spliced(bytes, at, to, WORDS[random.nextInt(WORDS.length)]);
          };
    }
    return bytes;
  }

  private static byte[] flipped(SplittableRandom random, byte[] from) {
    byte[] bytes = from.clone();
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] spliced(byte[] from, int at, int to, byte[] with) {
    var out = new ByteArrayOutputStream();
    out.write(from, 0, at);
    out.writeBytes(with);
    out.write(from, to, from.length - to);
    return out.toByteArray();
  }

  private static void frames(
      Served served, SplittableRandom random, List<HostileFramesTest.Recorded> recorded, int count)
      throws IOException {
    String version = random.nextInt(8) == 0 ? "vsn=1.0.0" : "vsn=2.0.0";
    try (RawClient client = new RawClient(served.edge.port(), version)) {
      boolean isBroken = false;
      for (int i = 0; i < count; i++) {
        var one = recorded.get(random.nextInt(recorded.size()));
        int head = 0x80 | (one.isText() ? RawClient.TEXT : RawClient.BINARY);
        if (random.nextInt(10) == 0) {
          // The frame around it as well.
          client.say(mutated(random, RawClient.frame(head, one.frame())));
          isBroken = true;
        } else {
          byte[] frame = random.nextInt(3) == 0 ? one.frame() : mutated(random, one.frame());
          client.say(RawClient.frame(head, frame));
        }
      }
      if (isBroken) {
        // The other side may wait for the rest of a frame that has none.
        client.endOutput();
      } else if (version.equals("vsn=1.0.0")) {
        client.text(
            "{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"ref\":\"last one\",\"payload\":{}}");
      } else {
        client.text("[null,\"last one\",\"phoenix\",\"heartbeat\",{}]");
      }
      Heard heard;
      do {
        heard = client.hear();
      } while (heard instanceof Heard.Bytes
          || (heard instanceof Heard.Message(String text) && !text.contains("last one")));
      if (heard instanceof Heard.Closed(int code)) {
        assertThat(CODES).contains(code);
      }
    }
  }

  private static void lines(
      Served served, SplittableRandom random, List<HostileFramesTest.Recorded> recorded, int count)
      throws IOException {
    String opened =
        answer(
            served,
            "GET /socket/longpoll?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(opened).contains("\"status\":410");
    String token = opened.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    var body = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      var one = recorded.get(random.nextInt(recorded.size()));
      byte[] frame = one.isText() ? one.frame() : java.util.Base64.getEncoder().encode(one.frame());
      body.writeBytes(mutated(random, frame));
      body.write('\n');
    }
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        ("POST /socket/longpoll?vsn=2.0.0&token="
                + token
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.size()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body.toByteArray());
    assertThat(answer(served, request.toByteArray())).containsPattern("\"status\":(200|410|413)");
  }

  private static void request(Served served, SplittableRandom random) throws IOException {
    byte[] right =
        REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1);
    String answer = answer(served, mutated(random, right), random.nextInt(4) > 0);
    // Where it hung up before it was answered there is none. What is of another protocol is
    // answered
    // by that name: 501, by the server itself.
    if (!answer.isEmpty()) {
      assertThat(answer).matches("(?s)(HTTP/1\\.[01] ([1-4]\\d\\d|503)|[^\\s]+ 501) .*");
    }
  }

  private static String answer(Served served, byte[] request) throws IOException {
    try (Socket socket = served.says("")) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(request);
      var heard = new ByteArrayOutputStream();
      // One answer: a head, and as many bytes as it says.
      while (!heard.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return heard.toString(StandardCharsets.ISO_8859_1);
        }
        heard.write(next);
      }
      String head = heard.toString(StandardCharsets.ISO_8859_1);
      int length = Integer.parseInt(head.replaceAll("(?si).*content-length: (\\d+).*", "$1"));
      return head
          + new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }
  }

  /// @param ends whether it says that no more comes; else it hangs up once anything is answered, or
  ///   at once
  private static String answer(Served served, byte[] request, boolean ends) throws IOException {
    try (Socket socket = served.says("")) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(request);
      if (!ends) {
        return "";
      }
      socket.shutdownOutput();
      return Served.heard(socket);
    } catch (SocketException _) {
      return ""; // it closed while we wrote
    }
  }
}

package dev.seisei.testkit.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The clients of a [Load]: WebSockets by hand on one thread, which parse no more than they must.
final class LoadClient {
  /// Latencies that are remembered; of more the first.
  private static final int MOST_LATENCIES = 4_000_000;

  /// Connections that are being opened at a time: more than a server's backlog would be refused.
  private static final int MOST_OPENING = 64;

  private final InetSocketAddress server;
  private final byte[] join;
  private final Selector selector = Selector.open();
  private final ConcurrentLinkedQueue<String> commands = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private final ArrayDeque<Boolean> toOpen = new ArrayDeque<>();
  private int opening;
  private int[] latencies = new int[1 << 16];
  private int latencyCount;
  private long messages;
  private long bytes;
  private long ended;
  private long since = System.nanoTime();
  private boolean announces;

  private LoadClient(int port, String topic) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    join =
        ("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{\"presence\":false}]")
            .getBytes(StandardCharsets.UTF_8);
  }

  /// Takes a port and a topic; ends with its input.
  public static void main(String[] arguments) throws IOException {
    var client = new LoadClient(Integer.parseInt(arguments[0]), arguments[1]);
    Thread.ofPlatform().daemon().start(client::listen);
    client.run();
  }

  private void listen() {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        commands.add(line);
        selector.wakeup();
      }
    } catch (IOException _) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }

  private void run() throws IOException {
    while (true) {
      for (String line = commands.poll(); line != null; line = commands.poll()) {
        obey(line.split(" ", -1));
      }
      while (opening < MOST_OPENING && !toOpen.isEmpty()) {
        opening++;
        new One(toOpen.poll());
      }
      if (announces && opening == 0 && toOpen.isEmpty()) {
        announces = false;
        answer("opened");
      }
      selector.select(key -> ((One) key.attachment()).ready(key));
    }
  }

  private void obey(String[] words) {
    switch (words[0]) {
      case "open" -> {
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          toOpen.add(words[2].equals("stall"));
        }
        announces = true;
      }
      case "reset" -> {
        messages = 0;
        bytes = 0;
        latencyCount = 0;
        since = System.nanoTime();
        answer("reset");
      }
      case "report" -> report();
      default -> throw new IllegalArgumentException("command: must be known, got " + words[0]);
    }
  }

  private static void answer(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void report() {
    int[] sorted = Arrays.copyOf(latencies, latencyCount);
    Arrays.sort(sorted);
    long micros = (System.nanoTime() - since) / 1000;
    answer(
        "got "
            + messages
            + " "
            + bytes
            + " "
            + micros
            + " "
            + share(sorted, 0.5)
            + " "
            + share(sorted, 0.99)
            + " "
            + share(sorted, 1)
            + " "
            + ended);
  }

  private static int share(int[] sorted, double part) {
    return sorted.length == 0
        ? 0
        : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
  }

  private void note(long sentNanos) {
    if (latencyCount < MOST_LATENCIES) {
      if (latencyCount == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * latencyCount);
      }
      latencies[latencyCount++] = (int) ((System.nanoTime() - sentNanos) / 1000);
    }
  }

  /// One connection.
  private final class One {
    private static final int PREFIX = 96;
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};
    private static final byte[] TIME = "\"t\":".getBytes(StandardCharsets.US_ASCII);

    private final boolean stalls;
    private final SocketChannel channel;

    /// What is kept of the frame that is being read: its head, and the beginning of its payload.
    private final byte[] start = new byte[PREFIX];

    private int started;
    private long left = -1;
    private boolean upgraded;
    private boolean joined;
    private int newlines;

    One(boolean stalls) throws IOException {
      this.stalls = stalls;
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (stalls) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      }
      channel.connect(server);
      channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    void ready(SelectionKey key) {
      try {
        if (key.isConnectable() && channel.finishConnect()) {
          key.interestOps(SelectionKey.OP_READ);
          write(
              """
              GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r
              Host: localhost\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
        } else if (key.isReadable()) {
          read(key);
        }
      } catch (IOException _) {
        end();
      }
    }

    private void write(byte[] what) throws IOException {
      if (channel.write(ByteBuffer.wrap(what)) < what.length) {
        throw new IOException("the server does not read");
      }
    }

    private void end() {
      ended++;
      if (!joined) {
        opening--;
      }
      try {
        channel.close();
      } catch (IOException _) {
        // It is gone.
      }
    }

    private void read(SelectionKey key) throws IOException {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new IOException("closed");
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (!upgraded) {
          upgrade();
        } else if (left < 0) {
          head();
        } else {
          payload();
        }
      }
      if (joined && stalls) {
        key.interestOps(0);
      }
    }

    private void upgrade() throws IOException {
      byte next = buffer.get();
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
      if (newlines == 2) {
        upgraded = true;
        var frame = ByteBuffer.allocate(6 + join.length);
        frame.put((byte) 0x81).put((byte) (0x80 | join.length)).putInt(0).put(join);
        write(frame.array());
      }
    }

    /// Takes a byte of the frame's head.
    private void head() throws IOException {
      start[started++] = buffer.get();
      if (started < 2) {
        return;
      }
      int size = start[1] & 0x7f;
      int more = size == 126 ? 2 : size == 127 ? 8 : 0;
      if (started < 2 + more) {
        return;
      }
      long length = more == 0 ? size : 0;
      for (int i = 0; i < more; i++) {
        length = (length << 8) | (start[2 + i] & 0xff);
      }
      left = length;
      bytes += length;
      started = 0;
      int kind = start[0] & 0x0f;
      start[PREFIX - 1] = (byte) kind;
      if (length == 0) {
        whole();
      }
    }

    private void payload() throws IOException {
      int some = (int) Math.min(left, buffer.remaining());
      int kept = Math.min(some, PREFIX - 1 - started);
      buffer.get(start, started, kept);
      started += kept;
      buffer.position(buffer.position() + some - kept);
      left -= some;
      if (left == 0) {
        whole();
      }
    }

    private void whole() throws IOException {
      int kind = start[PREFIX - 1];
      if (kind == 9) {
        write(PONG);
      } else if (kind == 8) {
        throw new IOException("closed");
      } else if (!joined) {
        joined = true;
        opening--;
      } else {
        messages++;
        if (kind == 1) {
          time();
        }
      }
      started = 0;
      left = -1;
    }

    /// When the broadcast was sent, or that the channel has ended.
    private void time() {
      for (int at = 0; at + TIME.length < started; at++) {
        if (start[at] == '"' && Arrays.equals(start, at, at + TIME.length, TIME, 0, TIME.length)) {
          long nanos = 0;
          for (int i = at + TIME.length; i < started && start[i] >= '0' && start[i] <= '9'; i++) {
            nanos = 10 * nanos + start[i] - '0';
          }
          note(nanos);
          return;
        }
      }
      if (new String(start, 0, started, StandardCharsets.US_ASCII).contains("phx_error")) {
        ended++;
      }
    }
  }
}

package dev.seisei.sidecar.edge;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that sends whatever it is told to, right or wrong, byte for byte.
final class RawClient implements AutoCloseable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int DEADLINE_MILLIS = 20_000;
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;

  /// What was heard.
  sealed interface Heard {
    /// A message.
    record Message(String text) implements Heard {}

    /// A message of bytes.
    record Bytes(int length) implements Heard {}

    /// A close frame.
    record Closed(int code) implements Heard {}

    /// The end of the connection without one.
    record Cut() implements Heard {}
  }

  /// Opens a socket.
  ///
  /// @param query of its address, `vsn=2.0.0`
  RawClient(int port, String query) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(DEADLINE_MILLIS);
    // Gone at once: a hundred thousand connections leave no port behind that waits.
    socket.setSoLinger(true, 0);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    say(
        ("GET /socket/websocket?"
                + query
                + " HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    String answer = head();
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("not upgraded: " + answer);
    }
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /// Sends bytes as they are. What the other side has closed already takes none.
  void say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException _) {
      // What it said before it closed is still heard.
    }
  }

  /// A frame as clients send it, with a mask.
  ///
  /// @param head first byte: FIN, reserved bits, kind
  static byte[] frame(int head, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) head);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % 4]));
    }
    return java.util.Arrays.copyOf(frame.array(), frame.position());
  }

  void text(String text) {
    text(text.getBytes(StandardCharsets.UTF_8));
  }

  void text(byte[] utf8) {
    say(frame(0x80 | TEXT, utf8));
  }

  void binary(byte[] bytes) {
    say(frame(0x80 | BINARY, bytes));
  }

  /// Says that no more comes.
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// The next message, or how it ended.
  Heard hear() throws IOException {
    var message = new ByteArrayOutputStream();
    int kind = 0;
    try {
      while (true) {
        int head = in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = Math.toIntExact(in.readLong());
        }
        byte[] payload = in.readNBytes(length);
        switch (head & 0xf) {
          case CLOSE -> {
            return new Heard.Closed(
                payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff);
          }
          case PING -> say(frame(0x80 | 10, payload));
          case 0, TEXT, BINARY -> {
            kind = (head & 0xf) == 0 ? kind : head & 0xf;
            message.writeBytes(payload);
            if ((head & 0x80) != 0) {
              return kind == TEXT
                  ? new Heard.Message(message.toString(StandardCharsets.UTF_8))
                  : new Heard.Bytes(message.size());
            }
          }
          default -> {
            // a pong
          }
        }
      }
    } catch (EOFException | SocketException _) {
      return new Heard.Cut();
    }
  }

  /// The reply to a ref, whatever else comes before; null if the connection ended first.
  @Nullable String reply(String ref) throws IOException {
    while (true) {
      switch (hear()) {
        case Heard.Message(String text) when text.contains("\"" + ref + "\"") -> {
          return text;
        }
        case Heard.Message _, Heard.Bytes _ -> {
          // something else
        }
        case Heard.Closed _, Heard.Cut _ -> {
          return null;
        }
      }
    }
  }

  /// How it ends, whatever comes before.
  Heard end() throws IOException {
    while (true) {
      Heard heard = hear();
      if (heard instanceof Heard.Closed || heard instanceof Heard.Cut) {
        return heard;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

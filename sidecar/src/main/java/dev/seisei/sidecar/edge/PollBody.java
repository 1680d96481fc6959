package dev.seisei.sidecar.edge;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What a long-poll client posts: frames, a line each.
final class PollBody {
  static final int MOST_LINES = 100;

  private PollBody() {}

  /// One frame, as text or bytes.
  sealed interface Frame {
    int bytes();
  }

  /// JSON, or what was meant to be.
  record Text(String text, int bytes) implements Frame {}

  /// A line that was base64.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Binary(byte[] frame) implements Frame {
    @Override
    public int bytes() {
      return frame.length;
    }
  }

  /// Reads newline-delimited frames; empty lines count for nothing.
  ///
  /// @throws IllegalArgumentException if there are more than [#MOST_LINES]
  static List<Frame> lines(Buffer body) {
    var frames = new ArrayList<Frame>();
    int from = 0;
    for (int at = 0; at <= body.length(); at++) {
      if (at == body.length() || body.getByte(at) == '\n') {
        int to = at > from && body.getByte(at - 1) == '\r' ? at - 1 : at;
        if (to > from) {
          if (frames.size() == MOST_LINES) {
            throw new IllegalArgumentException("body: must be at most " + MOST_LINES + " lines");
          }
          frames.add(frame(body.getBytes(from, to)));
        }
        from = at + 1;
      }
    }
    return frames;
  }

  private static Frame frame(byte[] line) {
    if (line[0] != '[' && line[0] != '{') {
      try {
        return new Binary(Base64.getDecoder().decode(line));
      } catch (IllegalArgumentException _) {
        // Neither: the connection refuses it as text.
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return new Text(text, line.length);
    } catch (CharacterCodingException _) {
      return new Text("not UTF-8", line.length); // refused likewise
    }
  }
}

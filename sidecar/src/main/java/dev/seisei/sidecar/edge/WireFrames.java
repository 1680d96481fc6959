package dev.seisei.sidecar.edge;

import dev.seisei.channels.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/// Frames as they lie on a WebSocket that a server writes: nothing in them differs from client to
/// client, so that one buffer serves all, in one write each.
///
/// Source: RFC 6455, section 5.2.
record WireFrames(ByteBuf bytes) implements AutoCloseable {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int SHORT = 126;
  private static final int LONG = 127;

  static WireFrames of(List<Frame> frames) {
    ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer();
    for (Frame frame : frames) {
      byte[] payload = frame.payload();
      out.writeByte(
          switch (frame) {
            case Frame.Text _ -> FINAL_TEXT;
            case Frame.Binary _ -> FINAL_BINARY;
          });
      if (payload.length < SHORT) {
        out.writeByte(payload.length);
      } else if (payload.length < 1 << 16) {
        out.writeByte(SHORT).writeShort(payload.length);
      } else {
        out.writeByte(LONG).writeLong(payload.length);
      }
      out.writeBytes(payload);
    }
    return new WireFrames(out);
  }

  /// Every client that is still being written to holds it; this one lets go.
  @Override
  public void close() {
    bytes.release();
  }
}

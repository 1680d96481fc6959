package dev.seisei.rules.planted.sidecar.view;

import io.netty.buffer.ByteBuf;

/// A view that would write to the socket itself.
public final class KnowsServer {
  int written(ByteBuf frame) {
    return frame.readableBytes();
  }
}

package dev.seisei.sidecar.edge;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Puts the frames of one client together to messages: of bounded size, and text that is text.
///
/// The server's own way to do that takes what is not UTF-8 for other characters. Source: RFC 6455,
/// sections 5.4 and 8.1; that frames come in a right order has been seen to.
final class Incoming {
  /// Who gets the messages.
  interface Taker {
    /// A text came.
    void said(String text);

    /// Bytes came.
    void said(byte[] bytes);

    /// What came must not be, and nothing after it matters.
    void refuse(WebSocketCloseStatus why);
  }

  private final int mostBytes;
  private final Taker taker;
  private Buffer begun = Buffer.buffer();
  private boolean isText;
  private boolean isOver;

  Incoming(int mostBytes, Taker taker) {
    this.mostBytes = mostBytes;
    this.taker = taker;
  }

  void take(WebSocketFrame frame) {
    if (isOver || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      return;
    }
    if (!frame.isContinuation()) {
      isText = frame.isText();
    }
    Buffer part = frame.binaryData();
    if (begun.length() + part.length() > mostBytes) {
      refuse(WebSocketCloseStatus.MESSAGE_TOO_BIG);
    } else if (!frame.isFinal()) {
      begun.appendBuffer(part);
    } else if (begun.length() == 0) {
      give(part);
    } else {
      Buffer whole = begun.appendBuffer(part);
      begun = Buffer.buffer();
      give(whole);
    }
  }

  private void give(Buffer message) {
    byte[] bytes = message.getBytes();
    if (!isText) {
      taker.said(bytes);
      return;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      refuse(WebSocketCloseStatus.INVALID_PAYLOAD_DATA);
      return;
    }
    taker.said(text);
  }

  private void refuse(WebSocketCloseStatus why) {
    isOver = true;
    begun = Buffer.buffer();
    taker.refuse(why);
  }
}

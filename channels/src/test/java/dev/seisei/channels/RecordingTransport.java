package dev.seisei.channels;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A transport that keeps what it was given, in order, for a test to take.
final class RecordingTransport implements Transport {
  private final List<String> sent = new ArrayList<>();
  private Runnable onText = () -> {};
  private boolean full;

  /// What was sent since it was last asked: text as it is, bytes in hex, a close as its code.
  List<String> taken() {
    var taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  void setFull(boolean full) {
    this.full = full;
  }

  /// What happens while a text frame is being sent, as when a socket turns out to be gone.
  void onText(Runnable happens) {
    onText = happens;
  }

  @Override
  public void text(String frame) {
    sent.add(frame);
    onText.run();
  }

  @Override
  public void binary(byte[] frame) {
    sent.add(HexFormat.of().formatHex(frame));
  }

  @Override
  public void close(int code, String reason) {
    sent.add("close " + code);
  }

  @Override
  public boolean isFull() {
    return full;
  }
}

package dev.seisei.pipeline;

import java.util.List;

/// A filter that treats every buffer by itself and keeps nothing: the simplest element.
///
/// ```java
/// record Louder(int gain) implements Transform {
///   public void process(Buffer buffer, Output out) {
///     out.send(buffer.with(amplified(buffer.payload(float[].class), gain)));
///   }
/// }
/// ```
///
/// With a restart policy it can be bypassed while down, since what comes out has the format of what
/// goes in, unless it declares other pads.
@FunctionalInterface
public interface Transform extends Filter {

  /// One input, and one output of the same format.
  List<Pad> PADS = List.of(Pad.in("in"), Pad.out("out").formats(Format.SAME));

  /// Sends what it makes of a buffer: nothing, one or several. The payload is not to be written to.
  ///
  /// @throws Exception counts as a crash
  void process(Buffer buffer, Output out) throws Exception;

  /// The format of what it sends when it receives this one.
  default Format formatOf(Format received) {
    return received;
  }

  /// One input and one output of any one format.
  @Override
  default List<Pad> pads() {
    return PADS;
  }

  @Override
  default Work open(Context context) throws Exception {
    return new Work() {
      @Override
      public void format(String pad, Format format, Output out) {
        out.format(formatOf(format));
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) throws Exception {
        process(buffer, out);
      }
    };
  }
}

package dev.seisei.pipeline;

import dev.seisei.data.ChunkKey;
import java.time.Duration;
import java.util.List;

/// What a [Work] can do to its surroundings, from within its own methods only; from elsewhere, call
/// [Context#wake].
///
/// A pad is named as it is linked: `out`, or `out:left` for one on request.
public interface Output {

  /// Sends a buffer to every output that is linked.
  ///
  /// @throws PipelineException `stream.ended` after the end, `format.missing` before the first
  ///   format, `demand.exceeded` if nobody asked for it
  void send(Buffer buffer);

  /// Sends a buffer to one output; to one that is not linked, it is dropped.
  void send(String pad, Buffer buffer);

  /// Says what follows on every output. The same as before says nothing.
  void format(Format format);

  void format(String pad, Format format);

  /// Sends an event: down over an output, in order with the buffers; up over an input, past them.
  void event(String pad, Event event);

  /// Ends every output that has not ended.
  void end();

  void end(String pad);

  /// Whether every input that is linked has ended.
  boolean hasEnded();

  /// Asks an input of manual flow for more, in its unit; for [Pad.Unit#NANOS], up to a time.
  void demand(String pad, long amount);

  /// Wants a chunk over a spatial input. A want of the same key takes the older one's place.
  ///
  /// @throws PipelineException `want.overflow` beyond the link's bound
  void want(String pad, Want want);

  /// Nobody waits for a chunk any more.
  void unwant(String pad, ChunkKey key);

  /// Says that a chunk that is wanted over an output will not come.
  ///
  /// @param why what [Work#missed] is told
  void miss(String pad, ChunkKey key, Throwable why);

  /// Takes nothing more from an input until it is resumed.
  void pause(String pad);

  void resume(String pad);

  /// Tells whoever plays the pipeline.
  ///
  /// @throws PipelineException `note.overflow` if too many wait to be heard
  void tell(Object note);

  /// Has [Work#timer] called every so often, instead of what the timer did before.
  void every(String timer, Duration interval);

  /// Has [Work#timer] called once.
  void after(String timer, Duration delay);

  void cancel(String timer);

  /// The pads that are linked, as they are named, inputs first.
  List<String> linked();

  /// The pipeline's time.
  long nanos();
}

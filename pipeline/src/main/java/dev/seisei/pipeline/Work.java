package dev.seisei.pipeline;

import dev.seisei.data.ChunkKey;
import java.util.Map;

/// An element at work. One thread at a time calls it; what it throws is a crash of it alone.
///
/// All methods do by default what a filter that passes everything through would do.
public interface Work {

  /// All siblings are open and linked; data may flow.
  default void start(Output out) throws Exception {}

  /// A pad was linked. Also told of the first links, before [#start].
  ///
  /// @param options of the pad, defaults included
  default void linked(String pad, Map<String, String> options, Output out) throws Exception {}

  /// A link of a pad is gone.
  default void unlinked(String pad, Output out) throws Exception {}

  /// What follows on an input is of this format.
  default void format(String pad, Format format, Output out) throws Exception {
    out.format(format);
  }

  /// A buffer came. Its payload is not to be written to.
  default void buffer(String pad, Buffer buffer, Output out) throws Exception {
    out.send(buffer);
  }

  /// An event came: over an input from above, over an output from below. It goes on by itself.
  default void event(String pad, Event event, Output out) throws Exception {}

  /// Nothing more comes over an input.
  default void end(String pad, Output out) throws Exception {
    if (out.hasEnded()) {
      out.end();
    }
  }

  /// Somebody asks for data: sources and endpoints send, at most what is asked for. Asked again as
  /// long as something was sent and more is wanted; else when more is wanted or somebody called
  /// [Context#wake].
  default void demand(String pad, Demand demand, Output out) throws Exception {}

  /// A chunk that was wanted over an input will not come.
  ///
  /// @param why a [PipelineException] `want.deadline` if it came too late; else what its maker gave
  ///   as reason, or what it killed on its way
  default void missed(String pad, ChunkKey key, Throwable why, Output out) throws Exception {}

  /// A chunk that this took from the wants of an output is wanted no more: the work for it should
  /// stop. Told to sources and endpoints; whoever makes chunks in one go needs it not.
  default void unwanted(String pad, ChunkKey key, Output out) throws Exception {}

  /// Somebody called [Context#wake].
  default void woken(Output out) throws Exception {}

  default void timer(String timer, Output out) throws Exception {}

  /// Whoever plays the pipeline says something.
  default void told(Object note, Output out) throws Exception {}

  /// The pipeline drains: a source should end soon. By default it ends at once.
  default void finish(Output out) throws Exception {
    out.end();
  }

  /// What comes from now on passes it by, until it is opened anew: what it holds back and would
  /// send later it should send now.
  default void bypassed(Output out) throws Exception {}

  /// Gives back what it holds. Called once, whatever happened before.
  default void close() throws Exception {}
}

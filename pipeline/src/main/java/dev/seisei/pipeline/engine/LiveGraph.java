package dev.seisei.pipeline.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A running pipeline as data, at one moment: its elements, its links, and what they did.
///
/// Counters are read while they move: each is right for some moment, not all for the same.
///
/// @param state `playing`, `draining`, `ended`, `failed` or `closed`
/// @param notes that wait to be heard
public record LiveGraph(
    String id,
    String state,
    List<Element> elements,
    List<Link> links,
    List<Diamond> diamonds,
    int notes) {

  /// An element.
  ///
  /// @param kind `source`, `filter`, `sink` or `endpoint`
  /// @param state `opening`, `playing`, `down`, `bypassed`, `ended` or `closed`
  /// @param task which thread's worth of work it belongs to; aggregated elements share one
  /// @param handled buffers that it was given
  /// @param bypassed why it was taken out of the way on command, null if it was not
  /// @param crash the code and message of the last crash, null if there was none
  /// @param isStuck it holds demand, or has buffers waiting, and does nothing
  /// @param handling how long a buffer takes it, and all that is aggregated behind it, in a sample
  public record Element(
      String path,
      String type,
      String kind,
      String state,
      @Nullable String bypassed,
      int task,
      long handled,
      long crashes,
      long restarts,
      @Nullable String crash,
      boolean isStuck,
      Latency handling) {}

  /// A link.
  ///
  /// @param format of what flows, null before the first
  /// @param queued what waits on it
  /// @param capacity of the queue
  /// @param sent buffers that entered it, the dropped ones included
  /// @param dropped buffers that its policy dropped
  /// @param unwanted buffers that nobody wanted any more
  /// @param wants that are not answered
  /// @param begun of these, on which the sender works
  /// @param demand what the taker asks for beyond what was sent, in its unit; -1 where the queue
  ///   alone decides
  /// @param waiting how long a buffer waits on it, in a sample
  public record Link(
      String from,
      String to,
      @Nullable String format,
      boolean isAggregated,
      int queued,
      int capacity,
      long sent,
      long bytes,
      long dropped,
      long unwanted,
      int wants,
      int begun,
      long demand,
      Latency waiting) {}

  /// Two ways from one element that meet again. Where each buffer takes both, whoever joins them
  /// may wait for one while the other is full.
  public record Diamond(String from, String to) {}

  /// A histogram, nanoseconds.
  ///
  /// @param sum of all
  /// @param octaves how many were below 128, 256, 512 ns and so on, each of them alone
  public record Latency(
      long count, long median, long p99, long most, long sum, List<Long> octaves) {
    public static final Latency NONE = new Latency(0, 0, 0, 0, 0, List.of());

    /// The upper end of an octave in nanoseconds.
    public static long above(int octave) {
      return 1L << (octave + Latencies.LEAST + 1);
    }
  }
}

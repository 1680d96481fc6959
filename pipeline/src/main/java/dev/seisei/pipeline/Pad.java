package dev.seisei.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where an element can be linked.
///
/// @param name unique within the element; by custom `in` and `out`
/// @param direction of the data
/// @param accepts patterns of formats, at least one
/// @param most how many links it may have; 1 with no reference for a pad that is always there, else
///   each has a reference: `out:left`
/// @param onRequest whether it exists only where a link asks for it
/// @param flow what moves data over it
/// @param unit what demand counts, for inputs that demand by themselves
/// @param apron for an input that wants chunks: samples beyond the border that its element needs
///   around what it is asked for
/// @param options what a link may set, with defaults
public record Pad(
    String name,
    Direction direction,
    List<Format> accepts,
    int most,
    boolean onRequest,
    Flow flow,
    Unit unit,
    int apron,
    Map<String, String> options) {

  /// Links that a pad on request may have at most, whatever it asks for.
  public static final int MOST_LINKS = 4096;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /// Of the data.
  public enum Direction {
    IN,
    OUT
  }

  /// What moves data over a pad.
  public enum Flow {
    /// Demand follows demand: an input is filled up to the link's queue; a filter's output carries
    /// what its inputs cause.
    AUTO,
    /// The element steers: an input gets what [Output#demand] asked for, an output is asked by
    /// [Work#demand].
    MANUAL,
    /// An output that sends when it has something, asked or not; the link's policy says what
    /// happens when its queue is full.
    PUSH,
    /// Chunks are asked for by key, with [Output#want]; an output is asked by [Work#demand] with
    /// [Demand.Spatial], or by a filter's own wants.
    SPATIAL
  }

  /// What demand counts.
  public enum Unit {
    BUFFERS,
    BYTES,
    /// Demand names a time; buffers before it are asked for.
    NANOS
  }

  public Pad {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name: must be of a-z, 0-9 and -, got `" + name + "`");
    }
    accepts = List.copyOf(accepts);
    if (accepts.isEmpty()) {
      throw new IllegalArgumentException("accepts: must have at least one format");
    }
    if (most < 1 || most > MOST_LINKS || (!onRequest && most != 1)) {
      throw new IllegalArgumentException(
          "most: must be 1, or to " + MOST_LINKS + " on request, got " + most);
    }
    if (direction == Direction.IN && (flow == Flow.PUSH || accepts.contains(Format.SAME))) {
      throw new IllegalArgumentException("in: cannot push, nor be the same as an input");
    }
    options =
        options.isEmpty() ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /// An input that is always there and takes anything.
  public static Pad in(String name) {
    return always(name, Direction.IN, Flow.AUTO);
  }

  /// An output that is always there, of any format, with the flow that suits a filter.
  public static Pad out(String name) {
    return always(name, Direction.OUT, Flow.AUTO);
  }

  private static Pad always(String name, Direction direction, Flow flow) {
    return new Pad(name, direction, List.of(Format.ANY), 1, false, flow, Unit.BUFFERS, 0, Map.of());
  }

  public Pad formats(Format... formats) {
    return new Pad(name, direction, List.of(formats), most, onRequest, flow, unit, apron, options);
  }

  public Pad flow(Flow other) {
    return new Pad(name, direction, accepts, most, onRequest, other, unit, apron, options);
  }

  public Pad counting(Unit other) {
    return new Pad(name, direction, accepts, most, onRequest, flow, other, apron, options);
  }

  public Pad apron(int samples) {
    return new Pad(name, direction, accepts, most, onRequest, flow, unit, samples, options);
  }

  /// Exists once a link, at most so many times.
  public Pad onRequest(int atMost) {
    return new Pad(name, direction, accepts, atMost, true, flow, unit, apron, options);
  }

  /// What links may set, with what holds where they do not.
  public Pad options(Map<String, String> defaults) {
    return new Pad(name, direction, accepts, most, onRequest, flow, unit, apron, defaults);
  }

  Pad named(String other) {
    return new Pad(other, direction, accepts, most, onRequest, flow, unit, apron, options);
  }

  /// Whether a stream of this format may flow here; [Format#SAME] leaves that to the inputs.
  public boolean accepts(Format format) {
    for (Format pattern : accepts) {
      if (pattern.accepts(format) || pattern.equals(Format.SAME)) {
        return true;
      }
    }
    return false;
  }
}

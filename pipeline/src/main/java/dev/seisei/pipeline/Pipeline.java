package dev.seisei.pipeline;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The picture of a pipeline, or of a part that is to be added to one: children and how they are
/// linked. Made by [#named] or read from a file; checked whole by [Wiring].
///
/// @param id what it is called on the wire
/// @param children in the order in which they are opened
/// @param groups that fall together
/// @param aggregate whether linear runs of filters share a thread, which spares the handing over
public record Pipeline(
    String id, List<Child> children, List<Link> links, List<Group> groups, boolean aggregate) {

  /// Children, after bins are taken apart.
  public static final int MOST_CHILDREN = 2_000;

  public Pipeline {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new PipelineException("pipeline.id", "id: must be of a-z, 0-9 and -, got `" + id + "`");
    }
    children = List.copyOf(children);
    links = List.copyOf(links);
    groups = List.copyOf(groups);
    var names = new HashSet<String>();
    for (Child child : children) {
      if (!names.add(child.name())) {
        throw new PipelineException(
            "child.name", "There are two children called " + child.name() + "; rename one.");
      }
    }
    if (children.size() > MOST_CHILDREN) {
      throw new PipelineException(
          "pipeline.size",
          "A pipeline has at most " + MOST_CHILDREN + " children, got " + children.size() + ".");
    }
  }

  /// An element in the picture.
  ///
  /// @param name unique among its siblings
  /// @param apart keeps it out of shared threads, for heavy work
  public record Child(String name, Element element, boolean apart) {
    private static final Pattern NAME =
        Pattern.compile("[a-z][a-z0-9-]{0,63}(/[a-z][a-z0-9-]{0,63}){0,7}");

    public Child {
      if (!NAME.matcher(name).matches()) {
        throw new PipelineException(
            "child.name",
            "A child's name must be of a-z, 0-9 and -, beginning with a letter, got `"
                + name
                + "`.");
      }
    }
  }

  /// A line in the picture.
  ///
  /// @param from an output
  /// @param to an input
  /// @param queue buffers that may wait on it, 1 to 65,536
  /// @param queueBytes bytes that may wait on it; one buffer always may
  /// @param whenFull what happens beyond that
  /// @param options of both pads
  public record Link(
      End from,
      End to,
      int queue,
      long queueBytes,
      WhenFull whenFull,
      Map<String, String> options) {

    public static final int USUAL_QUEUE = 128;
    public static final long USUAL_BYTES = 64L << 20;
    public static final int MOST_QUEUE = 1 << 16;

    public Link {
      if (queue < 1 || queue > MOST_QUEUE) {
        throw new PipelineException(
            "link.queue",
            from + " -> " + to + ": queue must be 1 to " + MOST_QUEUE + ", got " + queue);
      }
      if (queueBytes < 1) {
        throw new PipelineException(
            "link.queue", from + " -> " + to + ": bytes must be at least 1, got " + queueBytes);
      }
      options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    public static Link of(End from, End to) {
      return new Link(from, to, USUAL_QUEUE, USUAL_BYTES, WhenFull.THROTTLE, Map.of());
    }

    /// `tee.out:left -> write.in`
    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  /// Children that fall together.
  ///
  /// @param members names of children; a bin means everything in it
  /// @param deadLetters a sink among the children that keeps the buffers that killed a member
  public record Group(
      String name, List<String> members, OnCrash onCrash, @Nullable String deadLetters) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /// Draws a pipeline.
  public static PipelineBuilder named(String id) {
    return new PipelineBuilder(id);
  }

  /// A child by name.
  ///
  /// @throws PipelineException `child.unknown` if there is none
  public Child child(String name) {
    for (Child child : children) {
      if (child.name().equals(name)) {
        return child;
      }
    }
    throw new PipelineException("child.unknown", "There is no child `" + name + "` in " + id + ".");
  }
}

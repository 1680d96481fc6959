package dev.seisei.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws a pipeline as one would on paper:
///
/// ```java
/// Pipeline.named("copy")
///     .from("read", new FileSource(in))
///     .to("check", new DigestCheck(sha))
///     .to("tee", new Tee())
///     .to("write", new FileSink(out))
///     .from("tee").queue(1, WhenFull.LATEST).to("look", new Tap())
///     .group("writing", OnCrash.Restart.usual(), "write")
///     .build();
/// ```
///
/// Ends are `child`, `child.pad` or `child.pad:reference`; without a pad it is `out` for where a
/// line begins and `in` for where it ends. Pads on request get the next free number as reference.
public final class PipelineBuilder {
  private final String id;
  private final List<Pipeline.Child> children = new ArrayList<>();
  private final List<Pipeline.Link> links = new ArrayList<>();
  private final List<Pipeline.Group> groups = new ArrayList<>();
  private boolean aggregate = true;
  private @Nullable End pen;
  private int queue;
  private long queueBytes;
  private WhenFull whenFull;
  private Map<String, String> options;

  PipelineBuilder(String id) {
    this.id = id;
    queue = Pipeline.Link.USUAL_QUEUE;
    queueBytes = Pipeline.Link.USUAL_BYTES;
    whenFull = WhenFull.THROTTLE;
    options = Map.of();
  }

  /// Adds a child; a line begins at it. With a pad in the name, at that pad.
  public PipelineBuilder from(String end, Element element) {
    End from = End.parse(end, "out");
    children.add(new Pipeline.Child(from.child(), element, false));
    pen = from;
    return this;
  }

  /// A line begins at a child that is drawn already, or is in the pipeline that this is added to.
  public PipelineBuilder from(String end) {
    pen = End.parse(end, "out");
    return this;
  }

  /// Adds a child to which the line goes, and from which it goes on.
  public PipelineBuilder to(String end, Element element) {
    children.add(new Pipeline.Child(End.parse(end, "in").child(), element, false));
    return to(end);
  }

  /// The line goes to a child that is drawn already, and on from there.
  public PipelineBuilder to(String end) {
    End to = End.parse(end, "in");
    if (pen == null) {
      throw new PipelineException(
          "link.end", "A line goes to " + end + " but begins nowhere; call from(…) first.");
    }
    links.add(new Pipeline.Link(pen, to, queue, queueBytes, whenFull, options));
    queue = Pipeline.Link.USUAL_QUEUE;
    queueBytes = Pipeline.Link.USUAL_BYTES;
    whenFull = WhenFull.THROTTLE;
    options = Map.of();
    pen = new End(to.child(), "out", "");
    return this;
  }

  /// Adds a child that nothing is linked with yet.
  public PipelineBuilder child(String name, Element element) {
    children.add(new Pipeline.Child(name, element, false));
    return this;
  }

  /// How many buffers may wait on the next link, and what happens beyond.
  public PipelineBuilder queue(int buffers, WhenFull policy) {
    queue = buffers;
    whenFull = policy;
    return this;
  }

  /// How many bytes may wait on the next link.
  public PipelineBuilder queueBytes(long bytes) {
    queueBytes = bytes;
    return this;
  }

  /// Options of the pads that the next link joins.
  public PipelineBuilder options(Map<String, String> values) {
    options = values;
    return this;
  }

  /// Gives the child that was added last a thread of its own.
  public PipelineBuilder apart() {
    var last = children.removeLast();
    children.add(new Pipeline.Child(last.name(), last.element(), true));
    return this;
  }

  /// Children that fall together.
  public PipelineBuilder group(String name, OnCrash onCrash, String... members) {
    groups.add(new Pipeline.Group(name, List.of(members), onCrash, null));
    return this;
  }

  /// Where the group that was added last sends what killed its members.
  public PipelineBuilder deadLetters(String sink) {
    var last = groups.removeLast();
    groups.add(new Pipeline.Group(last.name(), last.members(), last.onCrash(), sink));
    return this;
  }

  /// Whether linear runs of filters share a thread; they do unless told.
  public PipelineBuilder aggregate(boolean whether) {
    aggregate = whether;
    return this;
  }

  /// A whole pipeline, checked.
  ///
  /// @throws PipelineException saying what is wrong with it
  public Pipeline build() {
    var pipeline = part();
    Wiring.whole(pipeline);
    return pipeline;
  }

  /// A part to be added to a pipeline, which checks it then.
  public Pipeline part() {
    return new Pipeline(id, children, links, groups, aggregate);
  }
}

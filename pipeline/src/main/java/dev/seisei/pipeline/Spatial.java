package dev.seisei.pipeline;

import dev.seisei.pipeline.Pipeline.Child;
import dev.seisei.pipeline.Pipeline.Link;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Over which links chunks are wanted by key: into inputs that want, and into filters that feed
/// such links.
final class Spatial {
  private Spatial() {}

  static Set<Link> of(Map<String, Child> leaves, List<Link> links) {
    var spatial = new HashSet<Link>();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Link link : links) {
        if (!spatial.contains(link) && wants(leaves, link, spatial)) {
          spatial.add(link);
          grows = true;
        }
      }
    }
    for (Link link : links) {
      check(leaves, link, spatial.contains(link));
    }
    return spatial;
  }

  private static Child child(Map<String, Child> leaves, End end) {
    return Objects.requireNonNull(leaves.get(end.child()));
  }

  private static boolean wants(Map<String, Child> leaves, Link link, Set<Link> spatial) {
    Child to = child(leaves, link.to());
    if (Wiring.pad(to, link.to().pad()).flow() == Pad.Flow.SPATIAL) {
      return true;
    }
    return to.element() instanceof Filter
        && Wiring.pad(to, link.to().pad()).flow() == Pad.Flow.AUTO
        && spatial.stream().anyMatch(out -> out.from().child().equals(to.name()));
  }

  private static void check(Map<String, Child> leaves, Link link, boolean spatial) {
    Child from = child(leaves, link.from());
    Pad.Flow flow = Wiring.pad(from, link.from().pad()).flow();
    boolean answers =
        flow == Pad.Flow.SPATIAL || (from.element() instanceof Filter && flow == Pad.Flow.AUTO);
    if (spatial && !answers) {
      throw new PipelineException(
          "link.demand",
          "Cannot link "
              + link
              + ": "
              + link.to().child()
              + " wants chunks by key, which "
              + link.from().child()
              + " does not answer.");
    }
    if (!spatial && flow == Pad.Flow.SPATIAL) {
      throw new PipelineException(
          "link.demand",
          "Cannot link "
              + link
              + ": "
              + link.from().child()
              + " makes the chunks that somebody wants by key, but "
              + link.to().child()
              + " wants none.");
    }
    if (spatial && link.whenFull() != WhenFull.THROTTLE) {
      throw new PipelineException(
          "link.demand", link + ": what is wanted by key is never dropped; use throttle.");
    }
  }
}

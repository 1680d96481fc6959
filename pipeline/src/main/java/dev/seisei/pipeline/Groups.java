package dev.seisei.pipeline;

import dev.seisei.pipeline.Pipeline.Child;
import dev.seisei.pipeline.Pipeline.Group;
import dev.seisei.pipeline.Pipeline.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of crash groups.
final class Groups {
  private static final int MOST_LETTERS = 64;

  private Groups() {}

  static void check(Map<String, Child> leaves, List<Group> groups) {
    var names = new HashSet<String>();
    var grouped = new HashSet<String>();
    for (Group group : groups) {
      if (!names.add(group.name())) {
        throw new PipelineException(
            "group.name", "There are two groups called " + group.name() + "; rename one.");
      }
      for (String member : group.members()) {
        Child child = leaves.get(member);
        if (child == null) {
          throw new PipelineException(
              "group.unknown", "Group " + group.name() + ": there is no child `" + member + "`.");
        }
        if (!grouped.add(member)) {
          throw new PipelineException(
              "group.twice", member + " is in two groups; take it from one.");
        }
        if (group.onCrash() instanceof OnCrash.Restart restart && restart.bypass()) {
          checkBypass(group, child);
        }
      }
      checkLetters(leaves, group);
    }
  }

  private static void checkBypass(Group group, Child child) {
    if (!canBypass(child.element())) {
      throw new PipelineException(
          "group.bypass",
          "Group "
              + group.name()
              + ": "
              + child.name()
              + " cannot be bypassed: it is no filter with one input and one output of the same"
              + " formats. Set bypass to false, or take it from the group.");
    }
  }

  /// Whether what goes into an element could as well go past it.
  static boolean canBypass(Element element) {
    List<Pad> pads = element.pads();
    if (!(element instanceof Filter)
        || pads.size() != 2
        || pads.stream().anyMatch(Pad::onRequest)
        || pads.getFirst().direction() == pads.getLast().direction()) {
      return false;
    }
    boolean inFirst = pads.getFirst().direction() == Pad.Direction.IN;
    Pad in = inFirst ? pads.getFirst() : pads.getLast();
    Pad out = inFirst ? pads.getLast() : pads.getFirst();
    return out.accepts().equals(List.of(Format.SAME)) || out.accepts().equals(in.accepts());
  }

  private static void checkLetters(Map<String, Child> leaves, Group group) {
    String letters = group.deadLetters();
    if (letters == null) {
      return;
    }
    Child sink = leaves.get(letters);
    boolean takes =
        sink != null
            && sink.element() instanceof Sink
            && !group.members().contains(letters)
            && sink.element().pads().stream()
                .anyMatch(pad -> pad.name().equals("in") && pad.onRequest());
    if (!takes) {
      throw new PipelineException(
          "group.dead-letters",
          "Group "
              + group.name()
              + ": "
              + letters
              + " must be a sink outside of the group whose input `in` is on request: dead-letters"
              + " is one.");
    }
  }

  /// The lines over which dead letters go, which nobody draws.
  static List<Link> deadLetterLinks(List<Group> groups) {
    var links = new ArrayList<Link>();
    for (Group group : groups) {
      if (group.deadLetters() != null) {
        for (String member : group.members()) {
          links.add(
              new Link(
                  new End(member, Wiring.DEAD_LETTER, ""),
                  new End(group.deadLetters(), "in", member.replace('/', '-')),
                  MOST_LETTERS,
                  Link.USUAL_BYTES,
                  WhenFull.DROP_OLDEST,
                  Map.of()));
        }
      }
    }
    return links;
  }

  static List<Group> without(List<Group> groups, Set<String> gone) {
    return groups.stream()
        .map(group ->
            new Group(
                group.name(),
                group.members().stream().filter(member -> !gone.contains(member)).toList(),
                group.onCrash(),
                group.deadLetters() != null && gone.contains(group.deadLetters())
                    ? null
                    : group.deadLetters()))
        .filter(group -> !group.members().isEmpty())
        .toList();
  }
}

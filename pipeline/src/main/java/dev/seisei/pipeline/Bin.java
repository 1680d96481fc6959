package dev.seisei.pipeline;

import java.util.List;
import java.util.Map;

/// A composite that looks like an element: a picture inside, some of whose pads are its own.
///
/// In a running pipeline there is no bin any more: its children are called `bin/child`, and links,
/// groups and removals that name the bin mean them.
public non-sealed interface Bin extends Element {

  /// What it is made of.
  Pipeline inside();

  /// Its pads, each with the pad inside that it is: `out` → `tee.out`.
  Map<String, String> exposes();

  /// The exposed pads under their outer names, in the order of the names.
  @Override
  default List<Pad> pads() {
    return exposes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(exposed -> {
          var inner = End.parse(exposed.getValue(), "");
          return inside().child(inner.child()).element().pad(inner.pad()).named(exposed.getKey());
        })
        .toList();
  }
}

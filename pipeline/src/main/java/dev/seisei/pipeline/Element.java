package dev.seisei.pipeline;

import java.util.List;
import java.util.Locale;

/// A part of a pipeline: what it can be linked with, and how it is opened.
///
/// An element is a description, best a record of its options, checked in the constructor; one may
/// be opened many times. What changes while it runs lives in the [Work] that it opens, so that a
/// restart is a new one.
public sealed interface Element permits Leaf, Bin {

  /// Its pads, always the same.
  List<Pad> pads();

  /// What its user calls it, as in files: `DigestCheck` is `digest-check`.
  default String type() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /// The pad of a name.
  ///
  /// @throws PipelineException `pad.unknown` if it has none
  default Pad pad(String name) {
    for (Pad pad : pads()) {
      if (pad.name().equals(name)) {
        return pad;
      }
    }
    throw new PipelineException(
        "pad.unknown",
        type() + " has no pad `" + name + "`. It has: " + pads().stream().map(Pad::name).toList());
  }
}

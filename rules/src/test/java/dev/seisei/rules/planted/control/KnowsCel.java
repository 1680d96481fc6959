package dev.seisei.rules.planted.control;

import dev.cel.common.CelOptions;

/// Something that would write conditions by itself.
public final class KnowsCel {
  CelOptions options() {
    return CelOptions.DEFAULT;
  }
}

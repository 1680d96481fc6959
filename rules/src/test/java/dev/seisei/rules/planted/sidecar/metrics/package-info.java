/// Planted to break the rules of `sidecar.metrics`.
@NullMarked
package dev.seisei.rules.planted.sidecar.metrics;

import org.jspecify.annotations.NullMarked;

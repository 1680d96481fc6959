/// Planted to break the rules of `sidecar.world`.
@NullMarked
package dev.seisei.rules.planted.sidecar.world;

import org.jspecify.annotations.NullMarked;

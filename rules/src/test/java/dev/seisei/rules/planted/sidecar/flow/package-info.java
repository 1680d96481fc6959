/// Planted to break the rules of `sidecar.flow`.
@NullMarked
package dev.seisei.rules.planted.sidecar.flow;

import org.jspecify.annotations.NullMarked;

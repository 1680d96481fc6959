/// Planted to break the rules of `sidecar.edge`.
@NullMarked
package dev.seisei.rules.planted.sidecar.edge;

import org.jspecify.annotations.NullMarked;

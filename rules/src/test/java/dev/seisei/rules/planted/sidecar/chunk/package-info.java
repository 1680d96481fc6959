/// Planted to break the rules of `sidecar.chunk`.
@NullMarked
package dev.seisei.rules.planted.sidecar.chunk;

import org.jspecify.annotations.NullMarked;

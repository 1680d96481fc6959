/// Planted to break the rules of `sidecar.store`.
@NullMarked
package dev.seisei.rules.planted.sidecar.store;

import org.jspecify.annotations.NullMarked;

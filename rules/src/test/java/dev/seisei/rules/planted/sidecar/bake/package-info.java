/// Planted to break the rules of `sidecar.bake`.
@NullMarked
package dev.seisei.rules.planted.sidecar.bake;

import org.jspecify.annotations.NullMarked;

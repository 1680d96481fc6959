/// Planted to break the rules of `sidecar`.
@NullMarked
package dev.seisei.rules.planted.sidecar;

import org.jspecify.annotations.NullMarked;

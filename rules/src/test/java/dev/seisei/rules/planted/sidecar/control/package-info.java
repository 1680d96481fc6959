/// Planted to break the rules of `sidecar.control`.
@NullMarked
package dev.seisei.rules.planted.sidecar.control;

import org.jspecify.annotations.NullMarked;

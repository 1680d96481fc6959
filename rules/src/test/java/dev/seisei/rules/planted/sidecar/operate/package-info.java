/// Planted to break the rules of `sidecar.operate`.
@NullMarked
package dev.seisei.rules.planted.sidecar.operate;

import org.jspecify.annotations.NullMarked;

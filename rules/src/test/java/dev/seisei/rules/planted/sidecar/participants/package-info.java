/// Planted to break the rules of `sidecar.participants`.
@NullMarked
package dev.seisei.rules.planted.sidecar.participants;

import org.jspecify.annotations.NullMarked;

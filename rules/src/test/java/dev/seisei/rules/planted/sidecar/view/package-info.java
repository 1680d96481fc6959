/// Planted to break the rules of `sidecar.view`.
@NullMarked
package dev.seisei.rules.planted.sidecar.view;

import org.jspecify.annotations.NullMarked;

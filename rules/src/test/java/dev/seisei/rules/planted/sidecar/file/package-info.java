/// Planted to break the rules of `sidecar.file`.
@NullMarked
package dev.seisei.rules.planted.sidecar.file;

import org.jspecify.annotations.NullMarked;

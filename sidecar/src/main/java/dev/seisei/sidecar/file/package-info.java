/// Files that are there whole or not at all.
///
/// Start at [dev.seisei.sidecar.file.WholeFile].
@NullMarked
package dev.seisei.sidecar.file;

import org.jspecify.annotations.NullMarked;

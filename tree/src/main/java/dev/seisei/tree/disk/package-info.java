/// What a log asks of a disk, so that a proof can put one in its place that forgets.
///
/// Knows nothing else of the project. Start at [dev.seisei.tree.disk.Disk].
@NullMarked
package dev.seisei.tree.disk;

import org.jspecify.annotations.NullMarked;

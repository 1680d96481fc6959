/// Records and snapshots as files that outlive whatever may happen to the machine.
///
/// [dev.seisei.tree.segment.Segments] keeps records in order,
/// [dev.seisei.tree.segment.SnapshotFiles] what replaces those before. Neither knows what a record
/// says. Knows [dev.seisei.tree.disk] and [dev.seisei.tree.log].
@NullMarked
package dev.seisei.tree.segment;

import org.jspecify.annotations.NullMarked;

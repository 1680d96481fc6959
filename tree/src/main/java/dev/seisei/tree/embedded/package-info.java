/// A log of one member that outlives the process, with no engine of replication.
///
/// Start at [dev.seisei.tree.embedded.EmbeddedLog]. Knows [dev.seisei.tree.disk],
/// [dev.seisei.tree.format], [dev.seisei.tree.log] and [dev.seisei.tree.segment].
@NullMarked
package dev.seisei.tree.embedded;

import org.jspecify.annotations.NullMarked;

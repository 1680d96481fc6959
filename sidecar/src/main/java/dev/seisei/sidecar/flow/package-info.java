/// The sidecar's own elements, and the pipelines that it plays.
///
/// `world-graph` makes chunks that are wanted by key; `clients` brings them to any number of those
/// who ask. Start at [dev.seisei.sidecar.flow.Pipelines], then
/// [dev.seisei.sidecar.flow.WorldGraph].
@NullMarked
package dev.seisei.sidecar.flow;

import org.jspecify.annotations.NullMarked;

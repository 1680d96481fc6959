/// The edge: HTTP and WebSocket on Vert.x. Nothing else of the sidecar knows the server.
///
/// Start at [dev.seisei.sidecar.edge.Edge].
@NullMarked
package dev.seisei.sidecar.edge;

import org.jspecify.annotations.NullMarked;

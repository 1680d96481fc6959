/// The program: command line and composition. Everything below is put together here and nowhere
/// else.
///
/// The way data takes: [dev.seisei.sidecar.world] makes chunks of a graph,
/// [dev.seisei.sidecar.chunk] encodes and keeps them, [dev.seisei.sidecar.view] decides who gets
/// which, [dev.seisei.sidecar.edge] carries them out. Start at [dev.seisei.sidecar.Seisei].
@NullMarked
package dev.seisei.sidecar;

import org.jspecify.annotations.NullMarked;

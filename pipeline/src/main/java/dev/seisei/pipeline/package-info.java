/// The vocabulary of pipelines: elements with pads, the formats, buffers and events that flow
/// between them, the demand that draws them, and the picture of how they are linked.
///
/// An element is a record of options that opens a [dev.seisei.pipeline.Work]; whoever writes one
/// needs this package alone. The engine that plays a picture is in `engine`, elements to use are in
/// `element`, the file format in `file`. Knows `data`.
///
/// Start at [dev.seisei.pipeline.Transform], the simplest element, then
/// [dev.seisei.pipeline.Pipeline].
@NullMarked
package dev.seisei.pipeline;

import org.jspecify.annotations.NullMarked;

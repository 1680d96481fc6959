/// The file format of pipelines: JSON, read whole, checked whole, with a schema that is published
/// beside it.
///
/// May know the vocabulary and the elements; never the engine. Start at
/// [dev.seisei.pipeline.file.PipelineFile].
@NullMarked
package dev.seisei.pipeline.file;

import org.jspecify.annotations.NullMarked;

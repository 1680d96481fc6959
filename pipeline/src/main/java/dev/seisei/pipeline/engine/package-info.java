/// Plays pipelines.
///
/// Elements run as tasks on few threads: [dev.seisei.pipeline.engine.Engine] has the threads,
/// `Task` is what they run, `Node` an element in it, `Link` what lies between two.
/// [dev.seisei.pipeline.engine.LivePipeline] is what its user holds. May know the vocabulary above
/// it and `data`.
///
/// Start at [dev.seisei.pipeline.engine.Engine].
@NullMarked
package dev.seisei.pipeline.engine;

import org.jspecify.annotations.NullMarked;

/// Elements to use: files and folders, forks and joins, throttles, taps, checks.
///
/// May know the vocabulary; never the engine. Start at [dev.seisei.pipeline.element.Tee].
@NullMarked
package dev.seisei.pipeline.element;

import org.jspecify.annotations.NullMarked;

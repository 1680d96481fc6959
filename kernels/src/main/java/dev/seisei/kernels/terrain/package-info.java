/// What weather does to heights on a grid: erosion, water, and how grids are read between samples.
///
/// All work in passes that read one array and write another, and what a pass does to a sample
/// depends on a bounded neighbourhood alone. So a window that is wider than what is asked for by
/// the sum of those neighbourhoods gives the same bits as any other, and tiles have no seams.
@NullMarked
package dev.seisei.kernels.terrain;

import org.jspecify.annotations.NullMarked;

/// Low-poly plants and stones, grown from a seed: meshes with normals and vertex colours.
///
/// Every shape stands with its origin on the ground, Y up, metres, front faces counter-clockwise,
/// and reaches a little below the ground so that it stands firmly on slopes. Detail 0 is for near,
/// detail 1 for far: same silhouette, a tenth of the triangles. The same bits on every machine:
/// only `+ - × ÷ √`, integers and casts. Knows nothing but the JDK and [dev.seisei.kernels.Hash].
/// Start at [dev.seisei.kernels.shape.Conifers] or [dev.seisei.kernels.shape.Rocks].
@NullMarked
package dev.seisei.kernels.shape;

import org.jspecify.annotations.NullMarked;

/// Planted to break the rules of `gltf`.
@NullMarked
package dev.seisei.rules.planted.gltf;

import org.jspecify.annotations.NullMarked;

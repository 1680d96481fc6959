/// Planted to break the rules of `kernels`.
@NullMarked
package dev.seisei.rules.planted.kernels;

import org.jspecify.annotations.NullMarked;

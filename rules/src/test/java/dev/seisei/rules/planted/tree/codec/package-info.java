/// Planted to break the rules of `tree.codec`.
@NullMarked
package dev.seisei.rules.planted.tree.codec;

import org.jspecify.annotations.NullMarked;

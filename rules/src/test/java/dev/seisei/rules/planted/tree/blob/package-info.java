/// Planted to break the rules of `tree.blob`.
@NullMarked
package dev.seisei.rules.planted.tree.blob;

import org.jspecify.annotations.NullMarked;

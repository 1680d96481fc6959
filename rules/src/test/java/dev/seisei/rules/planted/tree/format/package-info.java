/// Planted to break the rules of `tree.format`.
@NullMarked
package dev.seisei.rules.planted.tree.format;

import org.jspecify.annotations.NullMarked;

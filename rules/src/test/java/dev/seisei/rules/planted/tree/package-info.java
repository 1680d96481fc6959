/// Planted to break the rules of `tree`.
@NullMarked
package dev.seisei.rules.planted.tree;

import org.jspecify.annotations.NullMarked;

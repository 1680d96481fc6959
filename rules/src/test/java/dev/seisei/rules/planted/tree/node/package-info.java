/// Planted to break the rules of `tree.node`.
@NullMarked
package dev.seisei.rules.planted.tree.node;

import org.jspecify.annotations.NullMarked;

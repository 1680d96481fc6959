/// Planted to break the rules of `tree.state`.
@NullMarked
package dev.seisei.rules.planted.tree.state;

import org.jspecify.annotations.NullMarked;

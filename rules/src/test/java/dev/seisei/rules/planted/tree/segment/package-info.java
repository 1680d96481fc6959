/// Planted to break the rules of `tree.segment`.
@NullMarked
package dev.seisei.rules.planted.tree.segment;

import org.jspecify.annotations.NullMarked;

/// Planted to break the rules of `tree.disk`.
@NullMarked
package dev.seisei.rules.planted.tree.disk;

import org.jspecify.annotations.NullMarked;

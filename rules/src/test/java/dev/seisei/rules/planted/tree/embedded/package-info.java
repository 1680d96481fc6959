/// Planted to break the rules of `tree.embedded`.
@NullMarked
package dev.seisei.rules.planted.tree.embedded;

import org.jspecify.annotations.NullMarked;

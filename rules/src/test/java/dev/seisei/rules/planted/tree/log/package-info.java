/// Planted to break the rules of `tree.log`.
@NullMarked
package dev.seisei.rules.planted.tree.log;

import org.jspecify.annotations.NullMarked;

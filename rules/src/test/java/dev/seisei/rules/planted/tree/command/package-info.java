/// Planted to break the rules of `tree.command`.
@NullMarked
package dev.seisei.rules.planted.tree.command;

import org.jspecify.annotations.NullMarked;

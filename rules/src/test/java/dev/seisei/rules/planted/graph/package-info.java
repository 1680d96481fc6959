/// Planted to break the rules of `graph`.
@NullMarked
package dev.seisei.rules.planted.graph;

import org.jspecify.annotations.NullMarked;

/// Planted to break the rules of `control`.
@NullMarked
package dev.seisei.rules.planted.control;

import org.jspecify.annotations.NullMarked;

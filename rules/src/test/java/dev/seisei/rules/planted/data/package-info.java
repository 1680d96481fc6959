/// Planted to break the rules of `data`.
@NullMarked
package dev.seisei.rules.planted.data;

import org.jspecify.annotations.NullMarked;

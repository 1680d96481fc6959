/// Planted to break the rules of `tree.http`.
@NullMarked
package dev.seisei.rules.planted.tree.http;

import org.jspecify.annotations.NullMarked;

/// Planted to break the rules of `channels`.
@NullMarked
package dev.seisei.rules.planted.channels;

import org.jspecify.annotations.NullMarked;

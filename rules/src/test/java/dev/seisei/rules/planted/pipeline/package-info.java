/// Planted to break the rules of `pipeline`.
@NullMarked
package dev.seisei.rules.planted.pipeline;

import org.jspecify.annotations.NullMarked;

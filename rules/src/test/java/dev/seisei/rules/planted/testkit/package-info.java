/// Planted to break the rules of `testkit`.
@NullMarked
package dev.seisei.rules.planted.testkit;

import org.jspecify.annotations.NullMarked;

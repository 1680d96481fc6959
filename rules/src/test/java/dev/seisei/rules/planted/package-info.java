/// Classes that break each rule, so that no rule can hold for want of anything to find.
///
/// Each room of the program has one of its name in here. Known to the tests of the rules alone.
@NullMarked
package dev.seisei.rules.planted;

import org.jspecify.annotations.NullMarked;

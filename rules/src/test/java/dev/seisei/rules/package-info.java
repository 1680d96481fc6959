/// The rules that keep the house in shape, and proof that each of them can find something.
///
/// Start at [dev.seisei.rules.Rooms].
@NullMarked
package dev.seisei.rules;

import org.jspecify.annotations.NullMarked;

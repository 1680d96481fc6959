/// Many clients of Phoenix Channels at once, in a process of their own, so that what they cost is
/// not taken for the server's.
///
/// Start at [dev.seisei.testkit.load.Load].
@NullMarked
package dev.seisei.testkit.load;

import org.jspecify.annotations.NullMarked;

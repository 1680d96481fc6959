/// A replicated store of paths and payloads.
///
/// A [dev.seisei.tree.Tree] is opened on a log. What there is, is read from a
/// [dev.seisei.tree.View]; what happens, is told to a [dev.seisei.tree.Subscription] or kept in a
/// [dev.seisei.tree.Projection]; several reads and writes together are a
/// [dev.seisei.tree.Transaction]. Start at [dev.seisei.tree.Tree].
@NullMarked
package dev.seisei.tree;

import org.jspecify.annotations.NullMarked;

/// What a store asks of whatever keeps its log: order, durability, members.
///
/// A [dev.seisei.tree.log.ReplicatedLog] feeds a [dev.seisei.tree.log.Replica]. Neither knows what
/// a command says, so one engine can take another's place, and a store can be tried without any.
/// Knows nothing else of the project.
@NullMarked
package dev.seisei.tree.log;

import org.jspecify.annotations.NullMarked;

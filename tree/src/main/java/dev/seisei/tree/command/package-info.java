/// What is written to the log, and what the store answers.
///
/// A [dev.seisei.tree.command.Command] is a list of [dev.seisei.tree.command.Op]s that happen
/// together or not at all; a [dev.seisei.tree.command.Reply] says what became of them. Knows
/// [dev.seisei.tree.node] and [dev.seisei.tree.codec].
@NullMarked
package dev.seisei.tree.command;

import org.jspecify.annotations.NullMarked;

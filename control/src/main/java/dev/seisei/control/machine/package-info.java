/// What follows from an event, as a function: no clock, no threads, nothing started.
///
/// [dev.seisei.control.machine.Machine] is the function; [dev.seisei.control.machine.XState] says
/// the same as a configuration for XState.
@NullMarked
package dev.seisei.control.machine;

import org.jspecify.annotations.NullMarked;

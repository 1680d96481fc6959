/// Components that can be turned on and off while the rest goes on.
///
/// Here are the words: [dev.seisei.control.Component], its [dev.seisei.control.State] and
/// [dev.seisei.control.Status], the [dev.seisei.control.Participant] who asks, the
/// [dev.seisei.control.Part] that is started and stopped. Below: [dev.seisei.control.guard] has the
/// conditions, [dev.seisei.control.machine] what follows from an event, pure, and
/// [dev.seisei.control.live] does it. Start at [dev.seisei.control.live.Control].
@NullMarked
package dev.seisei.control;

import org.jspecify.annotations.NullMarked;

/// Who connects and what they may do: participants, their roles, and the tokens that say so.
///
/// Knows no server. Start at [dev.seisei.sidecar.participants.Authentication], then
/// [dev.seisei.sidecar.participants.Access].
@NullMarked
package dev.seisei.sidecar.participants;

import org.jspecify.annotations.NullMarked;

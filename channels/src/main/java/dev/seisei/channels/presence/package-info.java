/// Who is there: Phoenix Presence, built so that several servers can merge what each knows.
///
/// [dev.seisei.channels.presence.Roster] is what is known and how it merges,
/// [dev.seisei.channels.presence.Presence] what a server calls and what its clients are told. Start
/// at the latter.
@NullMarked
package dev.seisei.channels.presence;

import org.jspecify.annotations.NullMarked;

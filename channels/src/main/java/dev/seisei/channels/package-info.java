/// The Phoenix Channels protocol, versions 1 and 2, free of any server.
///
/// A [dev.seisei.channels.Connection] turns frames into calls of [dev.seisei.channels.Channel]s and
/// their answers into frames; whoever has a socket gives it a [dev.seisei.channels.Transport].
/// Knows nothing else of the project. Start at [dev.seisei.channels.Channel].
///
/// Source: the guide "Writing a Channels Client" and the behaviour of Phoenix 1.8.
@NullMarked
package dev.seisei.channels;

import org.jspecify.annotations.NullMarked;

package dev.seisei.channels.presence;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// That someone is somewhere.
///
/// @param dot names this entry
/// @param topic where
/// @param key who; one may be there more than once, in two windows
/// @param meta what others should know; not changed any more
/// @param before the entry that this one updates, if any
public record Entry(Dot dot, String topic, String key, ObjectNode meta, @Nullable Dot before) {}

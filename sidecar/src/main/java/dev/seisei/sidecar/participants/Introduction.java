package dev.seisei.sidecar.participants;

import org.jspecify.annotations.Nullable;

/// What a client brings when it knocks. Nothing of it is believed yet.
///
/// @param token that it shows, or null
/// @param isNear whether it asked from this machine, under a name of this machine, through nobody
///   else
/// @param id what it calls itself, or null
/// @param name for people, or null
/// @param kind what it says it is, or null
public record Introduction(
    @Nullable String token,
    boolean isNear,
    @Nullable String id,
    @Nullable String name,
    @Nullable String kind) {}

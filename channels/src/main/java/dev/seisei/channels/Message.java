package dev.seisei.channels;

import org.jspecify.annotations.Nullable;

/// One message from a client.
///
/// @param joinRef the `ref` of the join it belongs to; null on messages outside a channel
/// @param ref names the message for its reply
/// @param topic `world:archipelago`
/// @param event what it asks for
/// @param payload what it carries
public record Message(
    @Nullable String joinRef, @Nullable String ref, String topic, String event, Payload payload) {}

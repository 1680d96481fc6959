package dev.seisei.control;

/// What conditions may ask about the world that a participant is in, or would be.
///
/// @param world its id
/// @param participants that are in it
public record Surroundings(String world, int participants) {}

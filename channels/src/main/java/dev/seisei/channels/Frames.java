package dev.seisei.channels;

import java.util.List;

/// Frames that many clients get at once.
///
/// @param all in order
public record Frames(List<Frame> all) {}

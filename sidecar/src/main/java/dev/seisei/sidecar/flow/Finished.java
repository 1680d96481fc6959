package dev.seisei.sidecar.flow;

/// What an element tells that has got all it wanted: sources that would go on for ever may end.
record Finished() {}

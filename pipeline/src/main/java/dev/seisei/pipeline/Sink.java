package dev.seisei.pipeline;

/// Has inputs alone: where data goes to.
public non-sealed interface Sink extends Leaf {}

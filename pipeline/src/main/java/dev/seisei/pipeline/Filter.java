package dev.seisei.pipeline;

/// Has inputs and outputs, and makes the one from the other.
///
/// Demand passes through it by itself: it is given input while everything that it feeds has room,
/// and wants for chunks travel up with the pad's apron added. One that only looks at each buffer by
/// itself is a [Transform].
public non-sealed interface Filter extends Leaf {}

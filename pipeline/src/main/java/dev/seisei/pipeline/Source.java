package dev.seisei.pipeline;

/// Has outputs alone: where data comes from.
///
/// Its [Work] answers [Work#demand] by sending at most what is asked for.
public non-sealed interface Source extends Leaf {}

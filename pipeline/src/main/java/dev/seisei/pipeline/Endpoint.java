package dev.seisei.pipeline;

/// Source and sink in one: somebody to whom data goes and from whom other data comes.
///
/// Its outputs do not follow its inputs: it answers [Work#demand] as a source does.
public non-sealed interface Endpoint extends Leaf {}

package dev.seisei.rules.planted.unmarked;

/// Its package has no package-info.
public final class Stray {}

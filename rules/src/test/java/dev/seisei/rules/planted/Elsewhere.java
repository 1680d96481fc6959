package dev.seisei.rules.planted;

/// What no room may know.
public final class Elsewhere {}

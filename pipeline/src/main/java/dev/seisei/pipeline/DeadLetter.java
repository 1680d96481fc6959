package dev.seisei.pipeline;

/// A buffer that killed an element.
///
/// @param path the element
/// @param pad the input over which it came
/// @param code of the crash
/// @param message of the crash
public record DeadLetter(String path, String pad, Buffer buffer, String code, String message) {}

package dev.seisei.pipeline;

/// What an element may know of where it runs; every method may be called from any thread.
public interface Context {

  /// Its path: `child`, or `bin/child`.
  String path();

  /// The pipeline's time.
  Clock clock();

  /// Has [Work#woken] and, where there is demand, [Work#demand] called soon, from the element's own
  /// thread. Calls before that are one.
  void wake();
}

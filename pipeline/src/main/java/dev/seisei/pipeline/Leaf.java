package dev.seisei.pipeline;

/// An element that does something itself, as opposed to a [Bin], which is made of others.
public sealed interface Leaf extends Element permits Source, Filter, Sink, Endpoint {

  /// Makes what runs. Called once a start and once a restart, before anything flows; linked
  /// siblings start together when all are open.
  ///
  /// Must be quick unless [#isBlocking()].
  ///
  /// @throws Exception if it cannot: the start is refused, or counts as a crash at a restart
  Work open(Context context) throws Exception;

  /// Whether its work waits for disks, sockets or processes. Such an element gets a virtual thread
  /// of its own, others share one thread a core and must not wait.
  default boolean isBlocking() {
    return false;
  }

  /// Whether all its work is a matter of microseconds. Whoever calls [Context#wake] may then find
  /// that the work is done on the calling thread before the call returns, which spares handing it
  /// to another; so whoever does must hold no lock that the work, or whom it serves, could want.
  default boolean isQuick() {
    return false;
  }
}

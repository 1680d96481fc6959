/// Tests pipelines: a source that sends what it is told, a sink that keeps what it gets, a clock
/// that is driven, and the contract that every element passes.
///
/// Knows `pipeline` and `data`; contracts are JUnit interfaces that a test class implements. Start
/// at [dev.seisei.testkit.flow.FilterContract].
@NullMarked
package dev.seisei.testkit.flow;

import org.jspecify.annotations.NullMarked;

/// What tests share: digests, seeded randomness, the way to the repository's files.
///
/// Knows no module, so that every module's tests can use it. The kit for pipelines stands apart, in
/// `flow`.
@NullMarked
package dev.seisei.testkit;

import org.jspecify.annotations.NullMarked;

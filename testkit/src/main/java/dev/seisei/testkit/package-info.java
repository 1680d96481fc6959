/// What tests share: digests, seeded randomness, the way to the repository's files.
///
/// Knows no module but the JDK, so that every module's tests can use it.
@NullMarked
package dev.seisei.testkit;

import org.jspecify.annotations.NullMarked;

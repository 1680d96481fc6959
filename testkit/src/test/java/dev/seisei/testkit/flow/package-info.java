/// Proves the pipelines' engine and elements with the kit that is shipped for such proofs.
@NullMarked
package dev.seisei.testkit.flow;

import org.jspecify.annotations.NullMarked;

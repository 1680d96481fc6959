/// What a client looks at, which chunks that takes, and in what order it gets them.
///
/// Free of any server: a [dev.seisei.sidecar.view.Viewer] is driven by calls. Start there.
@NullMarked
package dev.seisei.sidecar.view;

import org.jspecify.annotations.NullMarked;

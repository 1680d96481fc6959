/// What an operator does with the tree at the command line.
///
/// Start at [dev.seisei.sidecar.operate.TreeCommand]. Knows `tree` and how a folder is opened.
@NullMarked
package dev.seisei.sidecar.operate;

import org.jspecify.annotations.NullMarked;

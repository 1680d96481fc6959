/// Which format a store's folder is in, and how an older one becomes the one of today.
///
/// Knows nothing else of the project. Start at [dev.seisei.tree.format.FolderFormat].
@NullMarked
package dev.seisei.tree.format;

import org.jspecify.annotations.NullMarked;

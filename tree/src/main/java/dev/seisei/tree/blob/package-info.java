/// Large things beside the tree: files named by what is in them.
///
/// Knows nothing else of the project. Start at [dev.seisei.tree.blob.BlobStore].
@NullMarked
package dev.seisei.tree.blob;

import org.jspecify.annotations.NullMarked;

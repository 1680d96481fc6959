/// The store over HTTP, free of any server.
///
/// A [dev.seisei.tree.http.TreeApi] turns requests into calls and their ends into responses;
/// whoever has a server gives it the ones and sends the others. Knows the store and Jackson.
@NullMarked
package dev.seisei.tree.http;

import org.jspecify.annotations.NullMarked;

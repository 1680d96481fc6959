package dev.seisei.tree.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request, as far as a [TreeApi] is concerned.
///
/// @param method in capitals
/// @param path below `/api/tree`, as it was sent: `/nodes/worlds/archipelago`
/// @param query decoded
/// @param headers by name in lower case
/// @param body empty if there is none
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  @Nullable String header(String name) {
    return headers.get(name);
  }
}

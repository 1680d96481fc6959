package dev.seisei.pipeline;

import java.util.regex.Pattern;

/// One end of a link.
///
/// @param child name or path of a child
/// @param pad name of its pad
/// @param reference which one, for a pad on request; else empty
public record End(String child, String pad, String reference) {

  /// Reads `child`, `child.pad` or `child.pad:reference`.
  ///
  /// @param pad where none is named
  /// @throws PipelineException `link.end` if it is none of them
  public static End parse(String text, String pad) {
    var parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new PipelineException(
          "link.end",
          "`" + text + "` is not an end of a link; one looks like tee, tee.out or tee.out:left");
    }
    String name = parts.group(2);
    String reference = parts.group(3);
    return new End(parts.group(1), name == null ? pad : name, reference == null ? "" : reference);
  }

  private static final Pattern PARTS =
      Pattern.compile(
          "([a-z][a-z0-9-]{0,63}(?:/[a-z][a-z0-9-]{0,63}){0,7})(?:\\.([a-z][a-z0-9-]{0,63}))?(?::([a-z0-9-]{1,64}))?");

  /// The pad with its reference, as the element knows it.
  public String name() {
    return reference.isEmpty() ? pad : pad + ":" + reference;
  }

  @Override
  public String toString() {
    return child + "." + name();
  }
}

package dev.seisei.pipeline;

/// Something that is said along the links, between the buffers: down in their order, up past them.
///
/// @param name what it says, kebab-case
/// @param value what goes with it
public record Event(String name, Object value) {
  public Event {
    if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("name: must be of a-z, 0-9 and -, got `" + name + "`");
    }
  }
}

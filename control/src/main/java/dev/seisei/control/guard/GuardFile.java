package dev.seisei.control.guard;

import dev.seisei.control.Component;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads conditions from JSON:
///
/// ```json
/// {
///   "format": "seisei-guards/1",
///   "guards": [
///     { "event": "TOGGLE_KHEPRI", "name": "operators only", "when": "'operator' in participant.roles" },
///     { "event": "TOGGLE_ADA", "at": "join", "name": "thirty at most", "when": "world.participants < 30" }
///   ]
/// }
/// ```
///
/// A file with a mistake gives no conditions at all.
public final class GuardFile {
  private static final String FORMAT = "seisei-guards/1";
  private static final int MOST_BYTES = 64 << 10;
  private static final Set<String> FIELDS = Set.of("format", "guards", "doc");
  private static final Set<String> GUARD_FIELDS = Set.of("event", "at", "name", "when");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;

  private GuardFile(String file) {
    this.file = file;
  }

  /// Reads a file.
  ///
  /// @throws GuardException `guard.file` or what [Condition#check] throws
  public static Guards read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file.toString(), in.readNBytes(MOST_BYTES + 1));
    } catch (NoSuchFileException _) {
      throw new GuardException("guard.file", file + ": there is no such file.");
    } catch (IOException e) {
      throw new GuardException("guard.file", file + ": cannot be read: " + e.getMessage() + ".");
    }
  }

  /// Reads the bytes of a file.
  ///
  /// @param name what errors call it
  public static Guards parse(String name, byte[] json) {
    return new GuardFile(name).guards(json);
  }

  private Guards guards(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw wrong("must be at most " + MOST_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw wrong("is not JSON: " + e.getOriginalMessage());
    }
    requireObject("the file", json, FIELDS);
    if (!json.path("format").asString("").equals(FORMAT)) {
      throw wrong("format: must be \"" + FORMAT + "\", got " + shown(json.path("format")));
    }
    JsonNode list = json.path("guards");
    if (!list.isArray()) {
      throw wrong("guards: must be a list, got " + shown(list));
    }
    List<Condition> conditions = new ArrayList<>();
    try {
      for (int i = 0; i < list.size(); i++) {
        conditions.add(condition("guards[" + i + "]", list.get(i)));
      }
      return new Guards(conditions);
    } catch (GuardException e) {
      String told = String.valueOf(e.getMessage());
      if (told.startsWith(file)) {
        throw e;
      }
      throw new GuardException(e.code(), file + ": " + told.substring(0, told.lastIndexOf(" [")));
    }
  }

  private Condition condition(String where, JsonNode json) {
    requireObject(where, json, GUARD_FIELDS);
    String event = text(where, json, "event");
    Component component =
        Component.ofEvent(event)
            .orElseThrow(() ->
                wrong(
                    "%s: event: there is no `%s`. There are: %s"
                        .formatted(where, Condition.shortened(event), Component.events())));
    String at = json.has("at") ? text(where, json, "at") : "toggle";
    Condition.Moment moment =
        switch (at) {
          case "toggle" -> Condition.Moment.TOGGLE;
          case "join" -> Condition.Moment.JOIN;
          default ->
              throw wrong(
                  where + ": at: must be toggle or join, got `" + Condition.shortened(at) + "`");
        };
    return Condition.check(text(where, json, "name"), component, moment, text(where, json, "when"));
  }

  private String text(String where, JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isString()) {
      throw wrong(where + ": " + field + ": must be a text, got " + shown(value));
    }
    return value.asString();
  }

  private void requireObject(String where, JsonNode json, Set<String> fields) {
    if (!json.isObject()) {
      throw wrong(where + " must be an object, got " + shown(json));
    }
    for (String field : json.propertyNames()) {
      if (!fields.contains(field)) {
        throw wrong(
            "%s: there is no field `%s`. There are: %s"
                .formatted(
                    where,
                    Condition.shortened(field),
                    String.join(", ", fields.stream().sorted().toList())));
      }
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : Condition.shortened(value.toString());
  }

  private GuardException wrong(String what) {
    return new GuardException("guard.file", file + ": " + what + ".");
  }
}

package dev.seisei.sidecar.control;

import dev.seisei.control.Component;
import dev.seisei.control.Toggles;
import dev.seisei.sidecar.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The set of toggles as a file: `{"format": "seisei-toggles/1", "toggles": {"Khepri": "off"}}`.
///
/// Written whole before anybody is told that it is so. What is not understood is refused: a sidecar
/// that guessed could open what somebody had closed.
public final class ToggleFile implements Toggles {
  private static final String FORMAT = "seisei-toggles/1";
  private static final int MOST_BYTES = 16 << 10;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final Map<Component, Boolean> kept;

  private ToggleFile(Path file, Map<Component, Boolean> kept) {
    this.file = file;
    this.kept = kept;
  }

  /// Reads what was kept in a data folder; nothing where there is no file.
  ///
  /// @throws IllegalArgumentException if the file is damaged, with the way out
  /// @throws UncheckedIOException if it cannot be read
  public static ToggleFile in(Path data) {
    Path file = data.resolve("toggles.json");
    try (InputStream in = Files.newInputStream(file)) {
      return new ToggleFile(file, read(file, in.readNBytes(MOST_BYTES + 1)));
    } catch (NoSuchFileException _) {
      return new ToggleFile(file, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + WholeFile.reason(e), e);
    }
  }

  private static Map<Component, Boolean> read(Path file, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw damaged(file, "it has more than " + MOST_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw damaged(file, "it is not JSON: " + e.getOriginalMessage());
    }
    if (!json.isObject()
        || json.size() != 2
        || !json.path("format").stringValue("").equals(FORMAT)
        || !json.path("toggles").isObject()) {
      throw damaged(file, "it must have format, \"" + FORMAT + "\", and toggles, and nothing else");
    }
    var kept = new EnumMap<Component, Boolean>(Component.class);
    for (Map.Entry<String, JsonNode> entry : json.path("toggles").properties()) {
      Component component =
          Component.ofTitle(entry.getKey())
              .orElseThrow(() ->
                  damaged(
                      file,
                      "there is no component `%.60s`; there are %s"
                          .formatted(entry.getKey(), Component.titles())));
      kept.put(
          component,
          switch (entry.getValue().stringValue("")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw damaged(file, entry.getKey() + " must be \"on\" or \"off\"");
          });
    }
    return kept;
  }

  private static IllegalArgumentException damaged(Path file, String why) {
    return new IllegalArgumentException(
        file
            + " does not say which components are to be on: "
            + why.replaceAll("\\p{Cc}", "\ufffd")
            + ". Mend it, or take it away: then all are on. [toggles.damaged]");
  }

  @Override
  public Map<Component, Boolean> kept() {
    return kept;
  }

  @Override
  public void keep(Map<Component, Boolean> wanted) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ObjectNode toggles = json.putObject("toggles");
    wanted.forEach((component, on) -> toggles.put(component.title(), on ? "on" : "off"));
    byte[] bytes = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(
        file,
        out -> {
          var left = ByteBuffer.wrap(bytes);
          while (left.hasRemaining()) {
            out.write(left);
          }
        });
  }
}

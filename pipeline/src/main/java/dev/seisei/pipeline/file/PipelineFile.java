package dev.seisei.pipeline.file;

import dev.seisei.pipeline.End;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads pipelines from JSON:
///
/// ```json
/// {
///   "format": "seisei-pipeline/1",
///   "id": "copy",
///   "elements": {
///     "read": { "type": "directory-source", "options": { "path": "in", "glb": true } },
///     "check": { "type": "digest-check" },
///     "write": { "type": "directory-sink", "options": { "path": "out" } }
///   },
///   "links": [ "read -> check -> write" ]
/// }
/// ```
///
/// A file with a mistake makes no pipeline at all; errors say where, what and why, with a stable
/// code. `pipeline.schema.json` among this package's resources says the same to editors.
public final class PipelineFile {
  private static final String FORMAT = "seisei-pipeline/1";
  private static final int MOST_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Catalogue catalogue;
  private final String name;

  private PipelineFile(Catalogue catalogue, String name) {
    this.catalogue = catalogue;
    this.name = name;
  }

  /// Reads a file.
  ///
  /// @throws PipelineException if it cannot be read or is no sound pipeline
  public static Pipeline read(Path file, Catalogue catalogue) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file.toString(), in.readNBytes(MOST_BYTES + 1), catalogue);
    } catch (IOException e) {
      throw new PipelineException("file.read", file + ": cannot be read: " + e, e);
    }
  }

  /// Reads the bytes of a file.
  ///
  /// @param name what errors call it
  /// @throws PipelineException if it is no sound pipeline
  public static Pipeline parse(String name, byte[] json, Catalogue catalogue) {
    if (json.length > MOST_BYTES) {
      throw new PipelineException("file.size", name + ": must be at most 1 MiB.");
    }
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new PipelineException(
          "file.json", name + ": is not JSON: " + e.getOriginalMessage(), e);
    }
    Pipeline pipeline = new PipelineFile(catalogue, name).pipeline(root);
    Wiring.whole(pipeline, catalogue.known());
    return pipeline;
  }

  private PipelineException fault(String where, String rule) {
    return new PipelineException("file.rule", name + ": " + where + " " + rule);
  }

  private Pipeline pipeline(JsonNode root) {
    object("the file", root, "$schema", "format", "id", "aggregate", "elements", "links", "groups");
    if (!FORMAT.equals(text("format", root.path("format")))) {
      throw fault("format", "must be " + FORMAT);
    }
    var children = new ArrayList<Pipeline.Child>();
    object("elements", root.path("elements"));
    root.path("elements").forEachEntry((child, json) -> children.add(child(child, json)));
    var links = new ArrayList<Pipeline.Link>();
    for (JsonNode link : list("links", root.path("links"))) {
      links(link, links);
    }
    var groups = new ArrayList<Pipeline.Group>();
    if (root.has("groups")) {
      object("groups", root.path("groups"));
      root.path("groups").forEachEntry((group, json) -> groups.add(group(group, json)));
    }
    return new Pipeline(
        text("id", root.path("id")),
        children,
        links,
        groups,
        !root.has("aggregate") || truth("aggregate", root.path("aggregate")));
  }

  private Pipeline.Child child(String child, JsonNode json) {
    String where = "element " + child;
    object(where, json, "type", "options", "apart", "doc");
    var type = catalogue.type(text(where + ": type", json.path("type")), name + ": " + where);
    JsonNode options = json.has("options") ? json.path("options") : JSON.createObjectNode();
    if (!options.isObject()) {
      throw fault(where + ": options", "must be an object");
    }
    return new Pipeline.Child(
        child,
        type.make(options, name + ": " + where),
        json.has("apart") && truth(where + ": apart", json.path("apart")));
  }

  /// A line, or one with what its links have in common.
  private void links(JsonNode json, List<Pipeline.Link> links) {
    if (json.isString()) {
      line(json.stringValue(), JSON.createObjectNode(), links);
    } else {
      object("link", json, "line", "queue", "queueBytes", "whenFull", "options");
      line(text("link: line", json.path("line")), json, links);
    }
  }

  private void line(String line, JsonNode rule, List<Pipeline.Link> links) {
    String where = "link " + line;
    List<String> ends = List.of(line.split("->", -1)).stream().map(String::trim).toList();
    if (ends.size() < 2) {
      throw fault(where, "must look like read -> check -> write");
    }
    for (int i = 0; i + 1 < ends.size(); i++) {
      End from = End.parse(ends.get(i), "out");
      // In the middle of a line only the child is named: in by `in`, out by `out`.
      links.add(
          new Pipeline.Link(
              i == 0 ? from : new End(from.child(), "out", ""),
              End.parse(ends.get(i + 1), "in"),
              (int) whole(where + ": queue", rule.path("queue"), Pipeline.Link.USUAL_QUEUE),
              whole(where + ": queueBytes", rule.path("queueBytes"), Pipeline.Link.USUAL_BYTES),
              whenFull(where, rule.path("whenFull")),
              options(where, rule.path("options"))));
    }
  }

  private WhenFull whenFull(String where, JsonNode json) {
    if (json.isMissingNode()) {
      return WhenFull.THROTTLE;
    }
    String text = text(where + ": whenFull", json);
    for (WhenFull policy : WhenFull.values()) {
      if (policy.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return policy;
      }
    }
    throw fault(where + ": whenFull", "must be throttle, fail, drop-oldest, drop-newest or latest");
  }

  private Map<String, String> options(String where, JsonNode json) {
    var options = new TreeMap<String, String>();
    if (!json.isMissingNode()) {
      object(where + ": options", json);
      json.forEachEntry((key, value) -> options.put(key, text(where + ": " + key, value)));
    }
    return options;
  }

  private Pipeline.Group group(String group, JsonNode json) {
    String where = "group " + group;
    object(where, json, "members", "onCrash", "deadLetters", "restart");
    var members = new ArrayList<String>();
    for (JsonNode member : list(where + ": members", json.path("members"))) {
      members.add(text(where + ": members", member));
    }
    OnCrash policy =
        switch (text(where + ": onCrash", json.path("onCrash"))) {
          case "stop" -> new OnCrash.Stop();
          case "remove" -> new OnCrash.Remove();
          case "restart" -> restart(where + ": restart", json.path("restart"));
          default -> throw fault(where + ": onCrash", "must be stop, remove or restart");
        };
    return new Pipeline.Group(
        group,
        members,
        policy,
        json.has("deadLetters") ? text(where + ": deadLetters", json.path("deadLetters")) : null);
  }

  private OnCrash restart(String where, JsonNode json) {
    var usual = OnCrash.Restart.usual();
    if (json.isMissingNode()) {
      return usual;
    }
    object(where, json, "firstMillis", "longestMillis", "limit", "withinMillis", "bypass");
    try {
      return new OnCrash.Restart(
          millis(where, json.path("firstMillis"), usual.first()),
          millis(where, json.path("longestMillis"), usual.longest()),
          (int) whole(where + ": limit", json.path("limit"), usual.limit()),
          millis(where, json.path("withinMillis"), usual.within()),
          json.has("bypass") && truth(where + ": bypass", json.path("bypass")));
    } catch (IllegalArgumentException e) {
      throw fault(where, "is refused: " + e.getMessage());
    }
  }

  private Duration millis(String where, JsonNode json, Duration usual) {
    return Duration.ofMillis(whole(where, json, usual.toMillis()));
  }

  private void object(String where, JsonNode json, String... keys) {
    if (!json.isObject()) {
      throw fault(where, "must be an object");
    }
    for (String key : json.propertyNames()) {
      if (keys.length > 0 && !Set.of(keys).contains(key)) {
        throw fault(
            where, "knows no `" + key + "`. It can have: " + new TreeSet<>(Set.of(keys)) + ".");
      }
    }
  }

  private JsonNode list(String where, JsonNode json) {
    if (!json.isArray() || json.size() > 4 * Pipeline.MOST_CHILDREN) {
      throw fault(where, "must be a list");
    }
    return json;
  }

  private String text(String where, JsonNode json) {
    if (!json.isString() || json.stringValue().length() > 4096) {
      throw fault(where, "must be a text of at most 4096 characters");
    }
    return json.stringValue();
  }

  private boolean truth(String where, JsonNode json) {
    if (!json.isBoolean()) {
      throw fault(where, "must be true or false");
    }
    return json.booleanValue();
  }

  private long whole(String where, JsonNode json, long usual) {
    if (json.isMissingNode()) {
      return usual;
    }
    if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() < 0) {
      throw fault(where, "must be a whole number of at least 0");
    }
    return json.intValue();
  }
}

package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The HTTP API as an OpenAPI 3.1 document, made of what its routes say of themselves.
///
/// A schema is the file of its name in the folder `schema`; those that it refers to come along.
final class OpenApi {
  private static final String REFERENCE = "#/components/schemas/";
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Route> routes;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final byte[] bytes;

  /// @param ways all but the one to this document
  /// @throws IllegalStateException if a schema is missing, or two routes have one id
  OpenApi(List<Route> ways) {
    routes = new ArrayList<>(ways);
    routes.add(
        Route.get("openapi", "/api/openapi.json")
            .says("What this server answers over HTTP, as OpenAPI")
            .isOpenToAll()
            .json("Document")
            .tagged()
            .does(this::answer));
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Seisei")
        .put("version", "1")
        .put(
            "description",
            "Worlds that grow while people walk them: what a sidecar answers over HTTP.");
    document.putArray("servers").addObject().put("url", "/");
    var schemas = new TreeMap<String, JsonNode>();
    collect("Problem", schemas);
    ObjectNode paths = document.putObject("paths");
    var ids = new HashSet<String>();
    for (Route route : routes) {
      if (!ids.add(route.id())) {
        throw new IllegalStateException("route " + route.id() + ": its id must be its own");
      }
      JsonNode known = paths.path(route.path());
      ObjectNode path = known instanceof ObjectNode there ? there : paths.putObject(route.path());
      ObjectNode operation = path.putObject(route.method().name().toLowerCase(Locale.ROOT));
      describe(route, operation, schemas);
      if (route.method().equals(HttpMethod.GET)) {
        describe(route, path.putObject("head"), schemas).put("operationId", route.id() + "-head");
        withoutBodies((ObjectNode) path.path("head").path("responses"));
      }
    }
    ObjectNode components = document.putObject("components");
    ObjectNode described = components.putObject("schemas");
    schemas.forEach(described::set);
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT")
        .put(
            "description",
            "Not asked for by a server without a secret, which admits its own machine alone.");
    bytes = document.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode describe(Route route, ObjectNode operation, Map<String, JsonNode> schemas) {
    operation.put("operationId", route.id()).put("summary", route.summary());
    Role role = route.role();
    var security = operation.putArray("security");
    if (role == null) {
      security.addObject();
    } else {
      operation.put("x-role", role.word());
      security.addObject().putArray("token");
      security.addObject();
    }
    var parameters = operation.putArray("parameters");
    for (Route.Parameter parameter : route.parameters()) {
      ObjectNode one = parameters.addObject();
      one.put("name", parameter.name()).put("in", parameter.in());
      one.put("required", parameter.isRequired()).put("description", parameter.about());
      one.putObject("schema").put("type", "string");
      one.put("example", parameter.example());
    }
    Route.Body body = route.body();
    if (body != null) {
      ObjectNode request = operation.putObject("requestBody").put("required", true);
      content(request, body.type(), body.schema(), schemas);
    }
    ObjectNode responses = operation.putObject("responses");
    for (Route.Answer answer : route.answers()) {
      ObjectNode one = responses.putObject(Integer.toString(answer.status()));
      one.put("description", answer.about());
      if (answer.type() != null) {
        content(one, answer.type(), answer.schema(), schemas);
      }
      if (route.isTagged() && (answer.status() == 200 || answer.status() == 304)) {
        header(one, "ETag", "Changes when it does");
      }
      if (answer.status() == 206) {
        header(one, "Content-Range", "Which part it is, of how much");
      }
    }
    ObjectNode other =
        responses.putObject("default").put("description", "Anything that went wrong");
    content(other, Problem.TYPE, "Problem", schemas);
    return operation;
  }

  private static void header(ObjectNode response, String name, String about) {
    response
        .withObjectProperty("headers")
        .putObject(name)
        .put("description", about)
        .putObject("schema")
        .put("type", "string");
  }

  private static void withoutBodies(ObjectNode responses) {
    for (JsonNode response : responses) {
      ((ObjectNode) response).remove("content");
    }
  }

  private static void content(
      ObjectNode of, String type, @Nullable String schema, Map<String, JsonNode> schemas) {
    ObjectNode content = of.withObjectProperty("content").putObject(type);
    if (schema != null) {
      collect(schema, schemas);
      content.putObject("schema").put("$ref", REFERENCE + schema);
    }
  }

  /// Takes a schema and all that it refers to.
  private static void collect(String name, Map<String, JsonNode> schemas) {
    var wanted = new ArrayDeque<>(List.of(name));
    while (!wanted.isEmpty()) {
      String next = wanted.pop();
      if (!schemas.containsKey(next)) {
        JsonNode schema = read(next);
        schemas.put(next, schema);
        for (JsonNode reference : schema.findValues("$ref")) {
          wanted.push(reference.stringValue().substring(REFERENCE.length()));
        }
      }
    }
  }

  private static JsonNode read(String name) {
    try (InputStream file = OpenApi.class.getResourceAsStream("schema/" + name + ".json")) {
      if (file == null) {
        throw new IllegalStateException("there is no schema " + name + ".json");
      }
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("schema " + name + ".json cannot be read", e);
    }
  }

  /// All ways, with the one to this document.
  List<Route> routes() {
    return List.copyOf(routes);
  }

  JsonNode document() {
    return document;
  }

  void answer(RoutingContext context) {
    Content.answer(context, "application/json", bytes, Tags.of(bytes), Content.ASK_AGAIN);
  }
}

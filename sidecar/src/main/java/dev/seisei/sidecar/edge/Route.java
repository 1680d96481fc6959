package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Role;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One way of the HTTP API: what it is called, who may, what it takes, answers and does. Declared
/// once; [Routes] serves it and [OpenApi] describes it.
///
/// ```java
/// Route.get("world", "/api/worlds/{world}")
///     .says("A world, as a newcomer gets it")
///     .takes(Role.VIEW)
///     .in("world", "Id of the world", "archipelago")
///     .json("World")
///     .tagged()
///     .fails(404, "There is no such world")
///     .does(this::world)
/// ```
///
/// A schema is called as its file in the folder `schema` beside this class. What every way may
/// answer – 400, 401, 403, 405, 406, 413, 500, 503 – need not be said.
final class Route {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");

  /// A media type: whatever it may be.
  static final String ANY_TYPE = "*/*";

  /// What a request brings besides its path.
  ///
  /// @param in `path`, `query` or `header`
  /// @param example one that is good
  record Parameter(String name, String in, String about, String example, boolean isRequired) {}

  /// What may come back.
  ///
  /// @param type media type of its body, or null if it has none
  /// @param schema of a body that is JSON, or null
  record Answer(int status, String about, @Nullable String type, @Nullable String schema) {}

  /// What a request brings in its body.
  ///
  /// @param schema of what must be JSON, or null
  /// @param mostBytes that are read before the handler hears of it; 0 where it reads for itself
  record Body(String type, @Nullable String schema, int mostBytes) {}

  private final HttpMethod method;
  private final String id;
  private final String path;
  private String summary = "";
  private @Nullable Role role;
  private boolean isOpen;
  private boolean isKeptFromPages;
  private @Nullable String rest;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private @Nullable Body body;
  private boolean isTagged;
  private boolean isRanged;
  private @Nullable Handler<RoutingContext> handler;

  private Route(HttpMethod method, String id, String path) {
    this.method = method;
    this.id = id;
    this.path = path;
  }

  /// A way that gives something; HEAD is answered by itself.
  ///
  /// @param id its name among all
  /// @param path with its parameters in braces
  static Route get(String id, String path) {
    return new Route(HttpMethod.GET, id, path);
  }

  /// A way that does something.
  static Route post(String id, String path) {
    return new Route(HttpMethod.POST, id, path);
  }

  /// A way that puts something in place of what is there.
  static Route put(String id, String path) {
    return new Route(HttpMethod.PUT, id, path);
  }

  /// A way that takes something away.
  static Route delete(String id, String path) {
    return new Route(HttpMethod.DELETE, id, path);
  }

  /// What it is for, in one line.
  Route says(String sentence) {
    summary = sentence;
    return this;
  }

  /// Who may.
  Route takes(Role needed) {
    role = needed;
    return this;
  }

  /// Everyone may, without a token.
  Route isOpenToAll() {
    isOpen = true;
    return this;
  }

  /// No page of another origin may read it or ask for it, not even one that may open sockets.
  Route keptFromPages() {
    isKeptFromPages = true;
    return this;
  }

  /// A part of the path.
  Route in(String name, String about, String example) {
    parameters.add(new Parameter(name, "path", about, example, true));
    return this;
  }

  /// All that is left of the path, with its slashes; may be empty.
  Route rest(String name, String about, String example) {
    rest = name;
    return in(name, about, example);
  }

  /// A parameter that must be there.
  Route query(String name, String about, String example) {
    parameters.add(new Parameter(name, "query", about, example, true));
    return this;
  }

  /// A parameter that may be there.
  Route mayQuery(String name, String about, String example) {
    parameters.add(new Parameter(name, "query", about, example, false));
    return this;
  }

  /// A header that may be there.
  Route mayHeader(String name, String about, String example) {
    parameters.add(new Parameter(name, "header", about, example, false));
    return this;
  }

  /// It takes JSON; the handler finds it with [Routes#body].
  Route brings(String schema, int mostBytes) {
    body = new Body("application/json", schema, mostBytes);
    return fails(400, "The body is not what it must be")
        .fails(413, "The body is too long")
        .fails(415, "The body is not of application/json");
  }

  /// It takes bytes of any type; the handler finds them with [Routes#bytes].
  Route bringsBytes(int mostBytes) {
    body = new Body(ANY_TYPE, null, mostBytes);
    return fails(413, "The body is too long");
  }

  /// It takes a body that its handler reads for itself.
  Route streams(String type) {
    body = new Body(type, null, 0);
    return this;
  }

  /// It answers 200 with JSON.
  Route json(String schema) {
    return json(200, "Done", schema);
  }

  /// It answers with JSON.
  Route json(int status, String about, String schema) {
    answers.add(new Answer(status, about, "application/json", schema));
    return this;
  }

  /// It answers 200 with bytes or text.
  Route gives(String type) {
    answers.add(new Answer(200, "Done", type, null));
    return this;
  }

  /// It answers 204.
  Route givesNothing(String about) {
    answers.add(new Answer(204, about, null, null));
    return this;
  }

  /// What is given has a tag, and is not sent again to who has it: 304.
  Route tagged() {
    isTagged = true;
    answers.add(new Answer(304, "It is as you have it", null, null));
    return this;
  }

  /// Parts of it may be asked for: 206, 416.
  Route ranged() {
    isRanged = true;
    String type = types().getFirst();
    answers.add(new Answer(206, "The part that was asked for", type, null));
    return fails(416, "There is no such part");
  }

  /// It may fail in a way of its own.
  Route fails(int status, String about) {
    answers.add(new Answer(status, about, Problem.TYPE, "Problem"));
    return this;
  }

  /// What it does.
  ///
  /// @throws IllegalStateException if something is missing
  Route does(Handler<RoutingContext> work) {
    handler = work;
    var inPath = new ArrayList<String>();
    Matcher names = PARAMETER.matcher(path);
    while (names.find()) {
      inPath.add(names.group(1));
    }
    List<String> told =
        parameters.stream().filter(one -> one.in.equals("path")).map(Parameter::name).toList();
    if (summary.isEmpty()
        || answers.isEmpty()
        || (role == null) != isOpen
        || !inPath.equals(told)) {
      throw new IllegalStateException(
          "route "
              + id
              + ": must say what it is for, who may, all parameters of its path, what it answers");
    }
    return this;
  }

  HttpMethod method() {
    return method;
  }

  String id() {
    return id;
  }

  String path() {
    return path;
  }

  String summary() {
    return summary;
  }

  /// Who may, or null for everyone.
  @Nullable Role role() {
    return role;
  }

  List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  @Nullable Body body() {
    return body;
  }

  boolean isKeptFromPages() {
    return isKeptFromPages;
  }

  boolean isTagged() {
    return isTagged;
  }

  boolean isRanged() {
    return isRanged;
  }

  void handle(RoutingContext context) {
    Objects.requireNonNull(handler, id).handle(context);
  }

  /// Media types of what it gives.
  List<String> types() {
    return answers.stream()
        .filter(answer -> answer.status == 200)
        .map(Answer::type)
        .filter(Objects::nonNull)
        .toList();
  }

  /// Its path as a regular expression with a group a parameter.
  String pattern() {
    var pattern = new StringBuilder();
    Matcher names = PARAMETER.matcher(path);
    int from = 0;
    while (names.find()) {
      pattern.append(literal(path.substring(from, names.start())));
      pattern.append("(?<").append(names.group(1));
      pattern.append(names.group(1).equals(rest) ? ">.*)" : ">[^/]+?)");
      from = names.end();
    }
    return pattern.append(literal(path.substring(from))).toString();
  }

  private static String literal(String text) {
    return text.replace(".", "\\.");
  }
}

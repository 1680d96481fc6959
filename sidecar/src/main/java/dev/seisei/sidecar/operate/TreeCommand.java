package dev.seisei.sidecar.operate;

import dev.seisei.tree.Import;
import dev.seisei.tree.http.Request;
import dev.seisei.tree.http.Response;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The tree at the command line.
@Command(
    name = "tree",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = "Reads and changes the tree, where the sidecar keeps what outlives it.",
    footer = {
      "",
      "Asks the sidecar that runs at --server, or opens with --data the folder of one that does"
          + " not run. Paths and patterns are described in docs/tree.md."
    })
public final class TreeCommand {
  private static final int MOST_PUT = 60 << 10;
  private static final byte[] NOTHING = {};

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The sidecar to ask. Default: ${DEFAULT-VALUE}",
      defaultValue = "http://127.0.0.1:4000")
  private URI server = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description =
          "Token of an operator, where the sidecar asks for one. Default: the variable"
              + " SEISEI_TOKEN",
      defaultValue = "${env:SEISEI_TOKEN}")
  private @Nullable String token;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "The data folder of a sidecar that does not run.")
  private @Nullable Path data;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(description = "Writes the payload of a node.")
  int get(
      @Parameters(paramLabel = "PATH") String path,
      @Option(names = "--info", description = "Versions and payload as JSON instead.") boolean info,
      @Option(names = "--local", description = "What this member knows, perhaps a moment behind.")
          boolean local)
      throws IOException, InterruptedException {
    Map<String, String> query = new TreeMap<>();
    if (info) {
      query.put("info", "");
    }
    if (local) {
      query.put("consistency", "local");
    }
    try (Asked asked = asked()) {
      Response found = asked.send(request("GET", node(path), query));
      if (info) {
        out().println(Answers.pretty(Answers.json(found)));
      } else {
        System.out.write(Answers.body(found));
        System.out.flush();
      }
      return 0;
    }
  }

  @Command(description = "Gives a node a payload, from a file or the standard input.")
  int put(
      @Parameters(index = "0", paramLabel = "PATH") String path,
      @Parameters(index = "1", arity = "0..1", paramLabel = "FILE") @Nullable Path file,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              defaultValue = "text/plain",
              description = "Media type. Default: ${DEFAULT-VALUE}")
          String type,
      @Option(names = "--create", description = "Only if there is no such node.") boolean create,
      @Option(
              names = "--if-changed",
              paramLabel = "N",
              description = "Only if the node's `changed` is still N.")
          @Nullable Long changed)
      throws IOException, InterruptedException {
    byte[] payload;
    try (var in = file == null ? System.in : Files.newInputStream(file)) {
      payload = in.readNBytes(MOST_PUT + 1);
    }
    if (payload.length > MOST_PUT) {
      throw new IOException("a payload must be at most " + MOST_PUT + " bytes [tree.too-large]");
    }
    Map<String, String> headers = new TreeMap<>(Map.of("content-type", type));
    if (create) {
      headers.put("if-none-match", "*");
    }
    if (changed != null) {
      headers.put("if-match", "\"" + changed + "\"");
    }
    try (Asked asked = asked()) {
      JsonNode done =
          Answers.json(asked.send(new Request("PUT", node(path), Map.of(), headers, payload)));
      out().println("version " + done.path("version").asLong());
      return 0;
    }
  }

  @Command(description = "Lists the nodes that a pattern means, one a line.")
  int list(
      @Parameters(paramLabel = "PATTERN") String pattern,
      @Option(
              names = "--limit",
              paramLabel = "COUNT",
              defaultValue = "1000",
              description = "At most so many, at most 1000. Default: ${DEFAULT-VALUE}")
          int limit)
      throws IOException, InterruptedException {
    try (Asked asked = asked()) {
      JsonNode found =
          Answers.json(
              asked.send(
                  request(
                      "GET",
                      "/match",
                      Map.of("pattern", pattern, "limit", String.valueOf(limit)))));
      for (JsonNode node : found.path("nodes")) {
        out().println(node.path("path").asString());
      }
      if (found.path("more").booleanValue(false)) {
        err().println("There are more; narrow the pattern.");
      }
      return 0;
    }
  }

  @Command(description = "Removes the nodes that a pattern means, and all below them.")
  int delete(@Parameters(paramLabel = "PATTERN") String pattern)
      throws IOException, InterruptedException {
    try (Asked asked = asked()) {
      JsonNode done =
          Answers.json(asked.send(request("DELETE", "/match", Map.of("pattern", pattern))));
      out().println("removed " + done.path("removed").asLong());
      return 0;
    }
  }

  @Command(description = "Tells what happens to the nodes that a pattern means, as JSON lines.")
  int watch(
      @Parameters(paramLabel = "PATTERN") String pattern,
      @Option(names = "--present", description = "First what there is.") boolean present,
      @Option(names = "--since", paramLabel = "VERSION", description = "Go on after a version.")
          @Nullable Long since)
      throws IOException, InterruptedException {
    Map<String, String> query = new TreeMap<>(Map.of("pattern", pattern));
    if (present) {
      query.put("present", "");
    }
    if (since != null) {
      query.put("since", String.valueOf(since));
    }
    PrintWriter out = out();
    try (Asked asked = asked()) {
      asked.watch(
          request("GET", "/watch", query),
          line -> {
            out.println(line);
            out.flush();
          });
      return 0;
    }
  }

  @Command(description = "Writes all nodes to a file, as JSON lines.")
  int export(@Parameters(paramLabel = "FILE") Path file) throws IOException, InterruptedException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (Asked asked = asked()) {
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
        asked.export(to);
      }
      long nodes = Import.check(partial); // whole, or it would not be worth its name
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      out().println("exported " + nodes + " nodes");
      return 0;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  @Command(name = "import", description = "Puts all nodes of a file that export wrote.")
  int importFile(@Parameters(paramLabel = "FILE") Path file)
      throws IOException, InterruptedException {
    Import.check(file);
    try (Asked asked = asked()) {
      out().println("imported " + asked.importFile(file) + " nodes");
      return 0;
    }
  }

  @Command(description = "Shows who keeps the tree; lets members join, leave, and lead.")
  int members(
      @Option(
              names = "--join",
              arity = "2",
              paramLabel = "ID ADDRESS",
              hideParamSyntax = true,
              description = "Lets a member in.")
          String @Nullable [] join,
      @Option(names = "--learner", description = "With --join: without a vote.") boolean learner,
      @Option(names = "--leave", paramLabel = "ID", description = "Lets a member go.")
          @Nullable String leave,
      @Option(names = "--lead", paramLabel = "ID", description = "Makes a member the leader.")
          @Nullable String lead)
      throws IOException, InterruptedException {
    try (Asked asked = asked()) {
      var json = JsonNodeFactory.instance.objectNode();
      if (join != null) {
        json.put("id", join[0]).put("address", join[1]).put("learner", learner);
        Answers.body(asked.send(with("/members", json)));
      }
      if (leave != null) {
        Answers.body(asked.send(request("DELETE", "/members/" + leave, Map.of())));
      }
      if (lead != null) {
        Answers.body(asked.send(with("/leader", json.put("id", lead))));
      }
      JsonNode members = Answers.json(asked.send(request("GET", "/members", Map.of())));
      out().println(Answers.pretty(members));
      return 0;
    }
  }

  @Command(description = "Shows how much is in the tree.")
  int stats() throws IOException, InterruptedException {
    try (Asked asked = asked()) {
      JsonNode stats = Answers.json(asked.send(request("GET", "/stats", Map.of())));
      out().println(Answers.pretty(stats));
      return 0;
    }
  }

  private Asked asked() throws IOException {
    return data == null ? new OverHttp(server, token) : new InFolder(data);
  }

  private static Request request(String method, String path, Map<String, String> query) {
    return new Request(method, path, query, Map.of(), NOTHING);
  }

  private static Request with(String path, JsonNode body) {
    return new Request(
        "POST",
        path,
        Map.of(),
        Map.of("content-type", "application/json"),
        body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String node(String path) {
    return "/nodes" + (path.startsWith("/") ? path : "/" + path);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}

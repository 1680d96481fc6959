package dev.seisei.sidecar.control;

import dev.seisei.control.Component;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Shows and toggles the components of a running sidecar, over HTTP.
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    description = "Shows and toggles the components of a running sidecar.",
    subcommands = {ControlCommand.ListAll.class, ControlCommand.Toggle.class})
public final class ControlCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// Where the sidecar is, and how it is asked.
  static final class Sidecar {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    @Option(
        names = "--url",
        description = "The sidecar. Default: ${DEFAULT-VALUE}",
        defaultValue = "http://127.0.0.1:4000")
    private URI url = URI.create("http://127.0.0.1:4000");

    JsonNode components() throws IOException, InterruptedException {
      return ask(request("/api/control").GET().build());
    }

    JsonNode send(ObjectNode event) throws IOException, InterruptedException {
      return ask(
          request("/api/control/events")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
              .build());
    }

    private HttpRequest.Builder request(String path) {
      var request = HttpRequest.newBuilder(url.resolve(path)).timeout(DEADLINE);
      String token = System.getenv("SEISEI_TOKEN");
      return token == null ? request : request.header("Authorization", "Bearer " + token.strip());
    }

    private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
      HttpResponse<String> answer;
      try (var client = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        throw new IOException(
            "no sidecar answers at "
                + url
                + ". Start one with ./seisei run, or say where it is with --url.",
            e);
      }
      JsonNode body;
      try {
        body = JSON.readTree(answer.body());
      } catch (JacksonException e) {
        throw new IOException(
            url + " does not answer as a sidecar does (" + answer.statusCode() + ")", e);
      }
      if (answer.statusCode() >= 400) {
        throw new IOException(
            body.path("detail").asString("refused with " + answer.statusCode())
                + " ["
                + body.path("code").asString("")
                + "]");
      }
      return body;
    }
  }

  private static String line(JsonNode component) {
    return String.format(
        Locale.ROOT,
        "%-17s %-9s %s",
        component.path("component").asString(""),
        component.path("state").asString(""),
        component.path("reason").asString(""));
  }

  /// Shows all components.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows every component: its state and the reason.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private Sidecar sidecar = new Sidecar();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      sidecar.components().path("components").forEach(component -> out.println(line(component)));
      out.flush();
      return 0;
    }
  }

  /// Toggles one and waits until it is there.
  @Command(
      name = "toggle",
      mixinStandardHelpOptions = true,
      description = "Sends a component its event and waits until it is on, off or failed.",
      footer = {
        "",
        "The environment's SEISEI_TOKEN holds the token, where the sidecar asks for one."
      })
  static final class Toggle implements Callable<Integer> {
    private static final long DEADLINE_SECONDS = 30;
    private static final long PAUSE_MILLIS = 100;

    @Mixin private Sidecar sidecar = new Sidecar();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
        paramLabel = "COMPONENT",
        description = "Its name or its event: Khepri, TOGGLE_KHEPRI")
    private String name = "";

    @ArgGroup private @Nullable Way way;

    static final class Way {
      @Option(names = "--on", required = true, description = "Turn it on, if it is not on already.")
      private boolean on;

      @Option(
          names = "--off",
          required = true,
          description = "Turn it off, if it is not off already.")
      private boolean off;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      Component component =
          Component.all().stream()
              .filter(one -> name.equalsIgnoreCase(one.title()) || name.equals(one.event()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "there is no component `" + name + "`; there are " + Component.titles()));
      ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", component.event());
      if (way != null) {
        event.put("to", way.on && !way.off ? "on" : "off");
      }
      boolean wanted = sidecar.send(event).path("wanted").asBoolean();
      JsonNode now = settled(component);
      PrintWriter out = spec.commandLine().getOut();
      out.println(line(now));
      out.flush();
      return now.path("state").asString("").equals(wanted ? "on" : "off") ? 0 : 1;
    }

    private JsonNode settled(Component component) throws IOException, InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
      while (true) {
        for (JsonNode one : sidecar.components().path("components")) {
          String state = one.path("state").asString("");
          if (one.path("component").asString("").equals(component.title())
              && ((!state.equals("starting") && !state.equals("stopping"))
                  || System.nanoTime() - end > 0)) {
            return one;
          }
        }
        if (System.nanoTime() - end > TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS)) {
          throw new IOException("the sidecar does not speak of " + component.title());
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}

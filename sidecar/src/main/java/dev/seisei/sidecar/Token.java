package dev.seisei.sidecar;

import dev.seisei.sidecar.participants.Claims;
import dev.seisei.sidecar.participants.KeyFile;
import dev.seisei.sidecar.participants.Kind;
import dev.seisei.sidecar.participants.Role;
import dev.seisei.sidecar.participants.TokenBook;
import dev.seisei.sidecar.participants.TokenBook.Revoked;
import dev.seisei.sidecar.participants.TokenMint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes, revokes and lists the tokens that let people and programs in.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Makes, revokes and lists the tokens that let people and programs in.",
    footer = {
      "",
      "A server that finds a secret in its data folder asks everyone for a token. Secrets come from"
          + " files or from the environment (SEISEI_TOKEN_SECRET), never from the command line."
    })
final class Token implements Runnable {
  private static final String DATA = "The server's data folder. Default: ${DEFAULT-VALUE}";

  @Spec private CommandSpec spec = CommandSpec.create();

  private static @Nullable String environment() {
    return System.getenv(KeyFile.VARIABLE);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "secret",
      mixinStandardHelpOptions = true,
      description = "Makes what tokens are signed and checked with.")
  void secret(
      @Option(names = "--data", paramLabel = "FOLDER", description = DATA, defaultValue = "data")
          Path data,
      @Option(
              names = "--pair",
              description =
                  "A pair of Ed25519 keys in place of one secret: the private one makes tokens and"
                      + " may be kept elsewhere, the server needs the public one alone")
          boolean pair) {
    Path made = pair ? KeyFile.makePair(data) : KeyFile.makeSecret(data);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Made " + made + (pair ? " and, for the server, " + data.resolve("token.pub") : ""));
    out.println("A server with this data folder asks for tokens from its next start on.");
    out.flush();
  }

  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it; what else it says goes to the other stream.")
  void make(
      @Parameters(paramLabel = "PARTICIPANT", description = "Who it is for: ada")
          String participant,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              split = ",",
              description =
                  "What they may do: view, edit (and view), author (and edit), operate; more than"
                      + " one with commas. Default: ${DEFAULT-VALUE}",
              defaultValue = "view")
          List<String> roles,
      @Option(
              names = "--for",
              paramLabel = "TIME",
              description = "How long it is good for: 90m, 12h, 30d. Default: ${DEFAULT-VALUE}",
              defaultValue = "1d")
          String time,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "For others to read. Default: what they call themselves")
          @Nullable String name,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              description =
                  "person, godot-client, godot-server, blender or program. Default: what they say")
          @Nullable String kind,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = "The secret or private key. Default: that of the data folder")
          @Nullable Path key,
      @Option(names = "--data", paramLabel = "FOLDER", description = DATA, defaultValue = "data")
          Path data) {
    var may = EnumSet.noneOf(Role.class);
    roles.forEach(role -> may.add(Role.of(role)));
    long now = Instant.now().getEpochSecond();
    var claims =
        new Claims(
            TokenMint.newId(),
            participant,
            name,
            kind == null ? null : Kind.of(kind),
            may,
            now,
            now,
            now + time(time).toSeconds());
    String token = TokenMint.sign(claims, KeyFile.signing(key, data, environment()));
    TokenBook.in(data).change(now, content -> content.with(claims));
    spec.commandLine().getOut().println(token);
    spec.commandLine().getOut().flush();
    PrintWriter told = spec.commandLine().getErr();
    told.println("Token " + claims.token() + " of " + row(claims, "") + ". It is shown only now.");
    told.flush();
  }

  /// @throws IllegalArgumentException if it is no length of time
  private static Duration time(String text) {
    try {
      String number = text.toUpperCase(Locale.ROOT);
      Duration time = Duration.parse(number.endsWith("D") ? "P" + number : "PT" + number);
      if (time.isPositive()) {
        return time;
      }
    } catch (DateTimeParseException | ArithmeticException _) {
      // told below
    }
    throw new IllegalArgumentException("--for must be a time such as 90m, 12h or 30d, got " + text);
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description =
          "Lets a token, or all of someone, in no more; who is connected by it is sent away.")
  void revoke(
      @Parameters(
              paramLabel = "TOKEN-ID",
              arity = "0..1",
              description = "As `token make` told it and `token list` lists it")
          @Nullable String token,
      @Option(
              names = "--participant",
              paramLabel = "PARTICIPANT",
              description = "All that someone was given until now")
          @Nullable String participant,
      @Option(names = "--data", paramLabel = "FOLDER", description = DATA, defaultValue = "data")
          Path data) {
    if ((token == null) == (participant == null)) {
      throw new IllegalArgumentException("name the id of a token, or someone with --participant");
    }
    long now = Instant.now().getEpochSecond();
    long longest = now + Claims.LONGEST.toSeconds();
    TokenBook.in(data)
        .change(
            now,
            content -> {
              if (participant != null) {
                return content.with(new Revoked(null, participant, now, longest));
              }
              long until =
                  content.made().stream()
                      .filter(one -> one.token().equals(token))
                      .findFirst()
                      .map(Claims::expiresAt)
                      .orElseThrow(() ->
                          new IllegalArgumentException(
                              "There is no token "
                                  + token
                                  + " in "
                                  + data
                                  + "; `./seisei token list` lists those that are. For one that was"
                                  + " made elsewhere, revoke its participant: --participant."));
              return content.with(new Revoked(token, null, 0, until));
            });
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        token != null ? "Revoked the token " + token : "Revoked all tokens of " + participant);
    out.flush();
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the tokens that were made here, those that are good first.")
  void list(
      @Option(names = "--data", paramLabel = "FOLDER", description = DATA, defaultValue = "data")
          Path data) {
    TokenBook book = TokenBook.in(data);
    long now = Instant.now().getEpochSecond();
    var good = new ArrayList<String>();
    var over = new ArrayList<String>();
    for (Claims claims : book.content().made()) {
      if (book.isRevoked(claims)) {
        over.add(row(claims, "revoked, "));
      } else if (claims.expiresAt() <= now) {
        over.add(row(claims, "expired, "));
      } else {
        good.add(row(claims, "good, "));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    good.addAll(over);
    good.forEach(out::println);
    if (good.isEmpty()) {
      out.println("No tokens were made in " + data + ".");
    }
    out.flush();
  }

  private static String row(Claims claims, String state) {
    String roles =
        EnumSet.copyOf(claims.roles()).stream()
            .map(Role::word)
            .collect(Collectors.joining(" and "));
    return claims.token()
        + "  "
        + claims.participant()
        + ": "
        + roles
        + ", "
        + state
        + "until "
        + Instant.ofEpochSecond(claims.expiresAt());
  }
}

package dev.seisei.sidecar;

import dev.seisei.sidecar.bake.Bake;
import dev.seisei.sidecar.control.ControlCommand;
import dev.seisei.sidecar.operate.TreeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line.
@Command(
    name = "seisei",
    description = "Grows 3D worlds beside a Godot server and streams them, live and shared.",
    mixinStandardHelpOptions = true,
    version = "Seisei 0.1.0",
    subcommands = {
      Run.class,
      Nodes.class,
      Measure.class,
      Bake.class,
      Token.class,
      TreeCommand.class,
      ControlCommand.class
    })
public final class Seisei {
  private Seisei() {}

  /// Runs a command and exits: 0 done, 1 failed, 2 wrong usage.
  public static void main(String[] arguments) {
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT %4$s %3$s: %5$s%6$s%n");
    }
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var line = new CommandLine(new Seisei());
    line.setExecutionExceptionHandler((failure, command, _) -> {
      command.getErr().println("seisei " + command.getCommandName() + ": " + told(failure));
      return 1;
    });
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  /// What a person needs to know of a failure: what we throw on purpose is a sentence already.
  private static String told(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}

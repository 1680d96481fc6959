package dev.seisei.sidecar;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.graph.GraphFile;
import dev.seisei.graph.Profile;
import dev.seisei.graph.World;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells where the time goes when chunks are made.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description =
        "Makes chunks around the spawn, on one thread and without anything kept, and prints what"
            + " each node takes.")
final class Measure implements Callable<Integer> {

  @Parameters(paramLabel = "WORLD", description = "World graph to look at")
  private Path file = Path.of("");

  @Option(
      names = "--lod",
      description = "Level of detail of the chunks. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private int lod;

  @Option(
      names = "--chunks",
      description = "How many along a side. Default: ${DEFAULT-VALUE}",
      defaultValue = "4")
  private int across;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    World world = GraphFile.read(file);
    ChunkGrid grid = world.grid();
    if (lod < 0 || lod >= grid.levels()) {
      throw new IllegalArgumentException(
          "--lod must be 0 to " + (grid.levels() - 1) + ", got " + lod);
    }
    if (across < 1 || across > 64) {
      throw new IllegalArgumentException("--chunks must be 1 to 64, got " + across);
    }
    world.warm();
    var profile = new Profile(System::nanoTime);
    World.Place middle = world.spawn().to();
    int column = (int) Math.floor(middle.x() / grid.span(lod)) - across / 2;
    int row = (int) Math.floor(middle.z() / grid.span(lod)) - across / 2;
    int made = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < across * across; i++) {
      ChunkKey key = ChunkKey.terrain(lod, column + i % across, row + i / across);
      if (grid.contains(key)) {
        world.chunk(key, profile);
        made++;
      }
    }
    tell(world, profile, made, System.nanoTime() - begun);
    return 0;
  }

  private void tell(World world, Profile profile, int made, long nanoseconds) {
    PrintWriter out = spec.commandLine().getOut();
    List<Profile.Entry> entries =
        profile.entries().stream()
            .sorted(Comparator.comparingLong(Profile.Entry::nanoseconds).reversed())
            .toList();
    long fields = entries.stream().mapToLong(Profile.Entry::nanoseconds).sum();
    out.printf(
        Locale.ROOT,
        "%s: %d chunks of level %d in %.1f ms, %.1f %% of it in fields%n%n",
        world.title(),
        made,
        lod,
        nanoseconds / 1e6,
        100.0 * fields / nanoseconds);
    out.printf("%-20s %10s %7s %12s %10s%n", "node", "ms", "%", "samples", "ns/sample");
    for (Profile.Entry entry : entries) {
      out.printf(
          Locale.ROOT,
          "%-20s %10.2f %7.1f %,12d %10.1f%n",
          world.name(entry.field()).orElse("(number)"),
          entry.nanoseconds() / 1e6,
          100.0 * entry.nanoseconds() / nanoseconds,
          entry.samples(),
          (double) entry.nanoseconds() / entry.samples());
    }
    out.flush();
  }
}

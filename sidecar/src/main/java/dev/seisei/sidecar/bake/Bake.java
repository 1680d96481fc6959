package dev.seisei.sidecar.bake;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkKey;
import dev.seisei.gltf.ChunkScene;
import dev.seisei.gltf.GlbScene;
import dev.seisei.graph.GraphFile;
import dev.seisei.graph.World;
import dev.seisei.sidecar.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes a part of a world as a GLB file.
@Command(
    name = "bake",
    mixinStandardHelpOptions = true,
    description = "Writes a part of a world as a GLB file, for Blender, Godot and other programs.",
    footer = {
      "",
      "Example: seisei bake --area -256,-256,256,256 --lod 1 --out island.glb",
      "Written whole or not at all; the same world gives the same bytes."
    })
public final class Bake implements Callable<Integer> {

  @Option(
      names = "--world",
      paramLabel = "FILE",
      description = "World graph. Default: ${DEFAULT-VALUE}",
      defaultValue = "${sys:seisei.home:-.}/worlds/archipelago.json")
  private Path file = Path.of("");

  @Option(
      names = "--area",
      required = true,
      paramLabel = "X0,Z0,X1,Z1",
      description =
          "What to write, in metres: x to the east, z to the south. Grows to whole chunks.")
  private String area = "";

  @Option(
      names = "--lod",
      paramLabel = "LEVEL",
      description =
          "Level of detail: 0 is the finest, each next one twice as wide. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private int lod;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--plain",
      description =
          "A node for every tree and rock, for programs without EXT_mesh_gpu_instancing, such as"
              + " Blender. Loses their tints.")
  private boolean plain;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    World world = GraphFile.read(file);
    List<ChunkKey> keys = Area.parse(area).chunks(world.grid(), lod);
    if (Files.isDirectory(out)) {
      throw new IllegalArgumentException("cannot write " + out + ": it is a folder");
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("cannot write " + out + ": its folder is not there");
    }
    world.warm();
    List<Chunk> chunks;
    try (Progress progress = Progress.of("Chunks", keys.size(), spec.commandLine().getErr())) {
      chunks =
          keys.parallelStream()
              .map(key -> {
                Chunk made = world.chunk(key);
                progress.step();
                return made;
              })
              .toList();
    }
    GlbScene scene =
        Scenes.of(world, chunks, plain ? ChunkScene.Options.PLAIN : ChunkScene.Options.INSTANCED);
    WholeFile.write(out, scene::writeTo);
    GlbScene.Summary made = scene.summary();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %,d chunks, %,d instances, %,d triangles, %,d bytes%n",
            out,
            chunks.size(),
            made.instances(),
            made.triangles(),
            Files.size(out));
    return 0;
  }
}

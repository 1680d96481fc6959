package dev.seisei.graph;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.Instances;
import dev.seisei.data.Material;
import dev.seisei.graph.Node.Field;
import dev.seisei.graph.Node.Scatter;
import dev.seisei.graph.Node.Surface;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The file format of world graphs: JSON, read whole, checked whole; a file with a mistake makes no
/// world at all.
///
/// Errors name the file, the node, the rule and the value, and carry a stable code.
public final class GraphFile {

  /// Counts changes of what the same file means; part of every world's digest.
  public static final int GENERATION = 1;

  private static final String FORMAT = "seisei-world/1";
  private static final int MOST_BYTES = 1 << 20;
  // Field evaluations for one sample. Archipelago takes about 200.
  private static final int MOST_EVALUATIONS = 4096;
  // A share of points is left to chance, which goes that far beyond the mean in one chunk of 10^15.
  private static final double DEVIATIONS = 8;
  // Field evaluations for one chunk of the last level when no tile is kept: about 20 seconds.
  private static final double MOST_CHUNK_EVALUATIONS = 2e9;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private GraphFile() {}

  /// Reads a world.
  ///
  /// @throws GraphException if the file cannot be read or is not a sound graph
  public static World read(Path file) {
    if (Files.isDirectory(file)) {
      throw new GraphException("graph.file", file + ": is a folder, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      requireSize(file.toString(), Files.size(file));
      // Files can grow, and devices have no size.
      return parse(file.toString(), in.readNBytes(MOST_BYTES + 1));
    } catch (NoSuchFileException e) {
      throw new GraphException("graph.file", file + ": there is no such file");
    } catch (IOException e) {
      throw new GraphException("graph.file", file + ": cannot be read: " + e.getMessage());
    }
  }

  /// Reads a world from the bytes of a file.
  ///
  /// @param name what errors call the file
  /// @throws GraphException if it is not a sound graph
  public static World parse(String name, byte[] json) {
    requireSize(name, json.length);
    String text = text(name, json);
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw notJson(
          name,
          // Unknown where a limit was passed: nesting, length of a number or name.
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ",
          "is not JSON: " + Located.shortened(e.getOriginalMessage(), 300));
    }
    return world(new Located(name, "world", root), digest(root));
  }

  private static void requireSize(String name, long bytes) {
    if (bytes > MOST_BYTES) {
      throw new GraphException(
          "graph.size", name + ": must be at most 1 MiB, has " + bytes + " bytes");
    }
  }

  /// JSON is UTF-8 (RFC 8259, section 8.1); left to itself, the parser would guess UTF-16 and 32.
  private static String text(String name, byte[] json) {
    var chars = CharBuffer.allocate(json.length);
    boolean isBad =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json), chars, true).isError();
    String text = chars.flip().toString();
    if (isBad) {
      long line = 1 + text.chars().filter(c -> c == '\n').count();
      int column = text.length() - text.lastIndexOf('\n');
      throw notJson(name, "line " + line + ", column " + column + ": ", "is not UTF-8");
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static GraphException notJson(String name, String where, String what) {
    return new GraphException("graph.json", name + ": " + where + what);
  }

  private static String digest(JsonNode root) {
    return digest(JSON.writeValueAsString(JSON.treeToValue(root, Object.class)));
  }

  /// SHA-256 in hex of a text and of what it means nowadays.
  static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(("seisei generation " + GENERATION + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static World world(Located top, String digest) {
    top.object(
        Set.of(
            "format",
            "id",
            "title",
            "seed",
            "chunk",
            "waterMetres",
            "spawn",
            "materials",
            "nodes",
            "out",
            "doc"));
    Located root = new Located(top.file(), "", top.json());
    String format = root.at("format").text(64);
    if (!format.equals(FORMAT)) {
      throw root.at("format").fault("graph.format", "must be " + FORMAT + ", got " + format);
    }
    int seed = root.at("seed").whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    List<Material> palette = palette(root.at("materials"));
    var builder = new NodeBuilder(root.at("nodes"), seed, palette);
    builder.buildAll();
    Located out = root.at("out").object(Set.of("terrain", "surface", "props"));
    var terrain = (Field) builder.link(out.at("terrain"), Node.Kind.FIELD);
    var surface = (Surface) builder.link(out.at("surface"), Node.Kind.SURFACE);
    var scatters = new ArrayList<Scatter>();
    if (out.at("props").isGiven()) {
      for (Located prop : out.at("props").elements(0, 64)) {
        scatters.add((Scatter) builder.link(prop, Node.Kind.SCATTER));
      }
    }
    ChunkGrid grid = grid(root.at("chunk"));
    checkInstances(out.at("props"), grid, scatters);
    Located water = root.at("waterMetres");
    var world =
        new World(
            root.at("id").name(),
            root.at("title").text(120),
            seed,
            digest,
            grid,
            water.isGiven() ? (float) water.number(-10_000, 10_000) : null,
            palette,
            terrain,
            surface,
            scatters,
            spawn(root.at("spawn"), grid),
            builder.fields());
    checkCost(out, world);
    checkRanges(out, world, builder);
    return world;
  }

  private static ChunkGrid grid(Located chunk) {
    chunk.object(Set.of("samples", "cellMetres", "levels", "extentMetres"));
    try {
      return new ChunkGrid(
          chunk.at("samples").whole(2, 1000),
          (float) chunk.at("cellMetres").number(0, 1000),
          chunk.at("levels").whole(1, 16),
          chunk.at("extentMetres").whole(1, 1 << 20));
    } catch (IllegalArgumentException e) {
      throw chunk.fault("graph.range", String.valueOf(e.getMessage()));
    }
  }

  private static List<Material> palette(Located list) {
    var palette = new ArrayList<Material>();
    var names = new HashSet<String>();
    for (Located entry : list.elements(1, Material.MOST)) {
      entry.object(Set.of("name", "colour", "roughness"));
      String name = entry.at("name").name();
      if (!names.add(name)) {
        throw entry.fault("graph.name", "must be the only `" + name + "`");
      }
      Located roughness = entry.at("roughness");
      palette.add(
          new Material(
              name,
              entry.at("colour").colour(),
              roughness.isGiven() ? (float) roughness.number(0, 1) : 0.9f));
    }
    return palette;
  }

  private static World.Spawn spawn(Located spawn, ChunkGrid grid) {
    spawn.object(Set.of("from", "to"));
    return new World.Spawn(place(spawn.at("from"), grid), place(spawn.at("to"), grid));
  }

  private static World.Place place(Located at, ChunkGrid grid) {
    List<Located> numbers = at.elements(3, 3);
    int reach = grid.extentMetres() - 1;
    return new World.Place(
        (float) numbers.get(0).number(-reach, reach),
        (float) numbers.get(1).number(-1000, 10_000),
        (float) numbers.get(2).number(-reach, reach));
  }

  private static void checkInstances(Located props, ChunkGrid grid, List<Scatter> scatters) {
    for (int lod = 0; lod < grid.levels(); lod++) {
      double mean = 0;
      double variance = 0;
      for (Scatter scatter : scatters) {
        double across = grid.span(lod) / scatter.spacing() + 1;
        float keep = scatter.keep(lod);
        mean += across * across * keep;
        variance += across * across * keep * (1 - keep);
      }
      double most = mean + DEVIATIONS * Math.sqrt(variance);
      if (most > Instances.MOST_A_CHUNK) {
        throw props.fault(
            "graph.instances",
            "a chunk of level "
                + lod
                + " could hold "
                + (long) most
                + " instances, more than "
                + Instances.MOST_A_CHUNK
                + ". Make spacing wider, thin or maxLevel smaller.");
      }
    }
  }

  private static void checkCost(Located out, World world) {
    ChunkGrid grid = world.grid();
    var shared = Samples.probe(Probe.ofSample(grid.cellMetres(), MOST_EVALUATIONS));
    try {
      world.fields().forEach(shared::of);
    } catch (Probe.TooExpensive _) {
      throw out.fault(
          "graph.cost",
          "one sample takes more than "
              + MOST_EVALUATIONS
              + " evaluations of fields. Every slope takes its input four times and every domain-warp once more: nest fewer of them.");
    }
    int coarsest = grid.levels() - 1;
    var cold =
        Samples.probe(Probe.ofWindow(grid.cell(coarsest), grid.side(), MOST_CHUNK_EVALUATIONS));
    try {
      world.fields().forEach(cold::of);
    } catch (Probe.TooExpensive _) {
      throw out.fault(
          "graph.cost",
          "a chunk of level "
              + coarsest
              + " takes more than "
              + Located.plain(MOST_CHUNK_EVALUATIONS)
              + " evaluations, most of them for erosion, lakes and rivers. Make their cells wider,"
              + " their passes and steps fewer, or the levels fewer.");
    }
  }

  private static void checkRanges(Located out, World world, NodeBuilder builder) {
    ChunkGrid grid = world.grid();
    var reach = new Reach(grid.extentMetres() + ChunkGrid.APRON * grid.cell(grid.levels() - 1));
    try {
      world.fields().forEach(reach::of);
    } catch (Reach.Beyond e) {
      throw builder.place(e.field()).fault("graph.bounds", String.valueOf(e.getMessage()));
    }
    Range terrain = reach.of(world.terrain());
    if (terrain.magnitude() > World.ROUNDED * World.MOST_METRES) {
      throw out.at("terrain").fault("graph.bounds", Reach.rule(terrain, World.MOST_METRES, " m"));
    }
  }
}

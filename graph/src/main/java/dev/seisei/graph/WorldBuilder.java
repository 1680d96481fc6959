package dev.seisei.graph;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a world in Java instead of in a file: what it makes is the same graph, checked by the
/// same rules, with the same digest.
///
/// Names are linked as in a file, so nodes may be given in any order:
///
/// ```java
/// World world =
///     WorldBuilder.named("valley", 7)
///         .chunk(33, 1, 5, 4096)
///         .spawn(new float[] {0, 20, 0}, new float[] {30, 10, 40})
///         .material("grass", "#6f9a3c")
///         .node("hills", "noise", node -> node.set("wavelength", 400).set("amplitude", 60))
///         .node("ground", "terrace", node -> node.link("of", "hills").set("step", 12))
///         .node("cover", "layers", node -> node.layer("grass"))
///         .out("ground", "cover")
///         .build();
/// ```
public final class WorldBuilder {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode root = JSON.objectNode();
  private final ArrayNode materials = JSON.arrayNode();
  private final ObjectNode nodes = JSON.objectNode();

  private WorldBuilder() {}

  /// Begins a world.
  public static WorldBuilder named(String id, int seed) {
    var builder = new WorldBuilder();
    builder.root.put("format", "seisei-world/1").put("id", id).put("title", id).put("seed", seed);
    return builder;
  }

  public WorldBuilder title(String title) {
    root.put("title", title);
    return this;
  }

  /// How the world is cut, as [dev.seisei.data.ChunkGrid] says.
  public WorldBuilder chunk(int samples, double cellMetres, int levels, int extentMetres) {
    root.putObject("chunk")
        .put("samples", samples)
        .put("cellMetres", cellMetres)
        .put("levels", levels)
        .put("extentMetres", extentMetres);
    return this;
  }

  public WorldBuilder water(double metres) {
    root.put("waterMetres", metres);
    return this;
  }

  /// Where a camera stands and where it looks: x, metres above the ground, z.
  public WorldBuilder spawn(float[] from, float[] to) {
    ObjectNode spawn = root.putObject("spawn");
    for (float each : from) {
      spawn.withArray("from").add(each);
    }
    for (float each : to) {
      spawn.withArray("to").add(each);
    }
    return this;
  }

  public WorldBuilder material(String name, String colour) {
    materials.addObject().put("name", name).put("colour", colour);
    return this;
  }

  /// Adds a node.
  ///
  /// @param name what others link to
  /// @param type a name of the catalogue
  /// @param setting links and sets it
  public WorldBuilder node(String name, String type, Consumer<NodeSetting> setting) {
    setting.accept(new NodeSetting(nodes.putObject(name).put("node", type)));
    return this;
  }

  /// Says what chunks are made of.
  public WorldBuilder out(String terrain, String surface, String... props) {
    ObjectNode out = root.putObject("out").put("terrain", terrain).put("surface", surface);
    ArrayNode list = out.putArray("props");
    List.of(props).forEach(list::add);
    return this;
  }

  /// The file that this world is.
  public String json() {
    ObjectNode whole = root.deepCopy();
    whole.set("materials", materials);
    whole.set("nodes", nodes);
    return whole.toPrettyString();
  }

  /// Checks everything and makes the world.
  ///
  /// @throws GraphException if it is not a sound graph
  public World build() {
    String id = root.path("id").asString();
    return GraphFile.parse(id, json().getBytes(StandardCharsets.UTF_8));
  }

  /// The links and settings of one node.
  public static final class NodeSetting {
    private final ObjectNode json;

    private NodeSetting(ObjectNode json) {
      this.json = json;
    }

    /// Links an input to another node.
    public NodeSetting link(String input, String node) {
      json.put(input, node);
      return this;
    }

    /// Gives an input a number.
    public NodeSetting link(String input, double number) {
      json.put(input, number);
      return this;
    }

    /// Sets a number.
    public NodeSetting set(String parameter, double number) {
      json.put(parameter, number);
      return this;
    }

    /// Sets a whole number.
    public NodeSetting set(String parameter, int number) {
      json.put(parameter, number);
      return this;
    }

    /// Sets a word or a colour.
    public NodeSetting set(String parameter, String word) {
      json.put(parameter, word);
      return this;
    }

    /// Sets pairs of numbers: points of a curve, places of a path.
    public NodeSetting pairs(String parameter, double[]... pairs) {
      ArrayNode list = json.putArray(parameter);
      for (double[] pair : pairs) {
        ArrayNode numbers = list.addArray();
        for (double number : pair) {
          numbers.add(number);
        }
      }
      return this;
    }

    /// Adds a layer that lies everywhere: the first.
    public NodeSetting layer(String material) {
      json.withArray("layers").addObject().put("material", material);
      return this;
    }

    /// Adds a layer that lies where a mask says so.
    public NodeSetting layer(String material, String where) {
      json.withArray("layers").addObject().put("material", material).put("where", where);
      return this;
    }
  }
}

package dev.seisei.graph;

import dev.seisei.data.Material;
import dev.seisei.graph.Node.Field;
import dev.seisei.graph.Node.Surface;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.node.Catalogue;
import dev.seisei.graph.node.Constant;
import dev.seisei.kernels.Curves;
import dev.seisei.kernels.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes the nodes of a file, each after those it is linked to, and refuses what does not fit.
final class NodeBuilder {
  private static final int MOST_NODES = 256;
  // Between points of a curve: below it, squares of its slopes leave the range of `float`.
  private static final float LEAST_STEP = 1e-6f;

  private final Located nodes;
  private final int worldSeed;
  private final List<Material> palette;
  private final Map<String, Node> built = new HashMap<>();
  // By identity: two nodes that are equal still stand in two places.
  private final IdentityHashMap<Node, Located> places = new IdentityHashMap<>();
  private final IdentityHashMap<Node, String> digests = new IdentityHashMap<>();
  private final Map<String, Node> distinct = new HashMap<>();
  private final Map<String, Field> made = new LinkedHashMap<>();
  // In the order of the walk, so that a cycle can be told as it runs.
  private final Set<String> open = new LinkedHashSet<>();

  NodeBuilder(Located nodes, int worldSeed, List<Material> palette) {
    int count = nodes.object().json().size();
    if (count > MOST_NODES) {
      throw nodes.fault("graph.size", "must be at most " + MOST_NODES + ", got " + count);
    }
    this.nodes = nodes;
    this.worldSeed = worldSeed;
    this.palette = palette;
  }

  /// Makes every node, also those that nothing links to: a mistake in one of them is a mistake.
  void buildAll() {
    for (String name : nodes.json().propertyNames()) {
      build(name);
    }
  }

  /// The node that a link names, which must be of a kind.
  Node link(Located link, Node.Kind kind) {
    String name = link.text(64);
    if (!nodes.json().has(name)) {
      throw link.fault(
          "graph.unknown-link",
          "there is no node `" + name + "`. There are: " + Located.listed(names()) + ".");
    }
    Node node = build(name);
    if (node.kind() != kind) {
      throw link.fault(
          "graph.link-type",
          "takes a " + kind.title() + ", but `" + name + "` makes a " + node.kind().title());
    }
    return node;
  }

  /// All fields that were made, by their names, each after those it takes.
  Map<String, Field> fields() {
    return made;
  }

  /// Where a node that was made stands in the file.
  Located place(Node node) {
    return places.getOrDefault(node, nodes);
  }

  private Set<String> names() {
    return new HashSet<>(nodes.json().propertyNames());
  }

  private Field field(Located link) {
    if (link.json().isNumber()) {
      return new Constant((float) link.number(-1e6, 1e6));
    }
    return (Field) link(link, Node.Kind.FIELD);
  }

  private Node build(String name) {
    Node known = built.get(name);
    if (known != null) {
      return known;
    }
    var place =
        new Located(nodes.file(), "node " + Located.shortened(name, 64), nodes.json().path(name));
    if (!open.add(name)) {
      String way =
          open.stream().dropWhile(node -> !node.equals(name)).collect(Collectors.joining(" → "));
      throw place.fault(
          "graph.cycle",
          "must not depend on itself, but "
              + way
              + " → "
              + name
              + ". Take one of these links out.");
    }
    Node node = make(name, place);
    open.remove(name);
    built.put(name, node);
    places.put(node, place);
    if (node instanceof Field field) {
      made.put(name, field);
    }
    return node;
  }

  private Node make(String name, Located place) {
    new Located(place.file(), place.where() + ": name", JsonNodeFactory.instance.stringNode(name))
        .name();
    NodeType type = type(place);
    var keys = new HashSet<String>(Set.of("node", "doc"));
    type.inputs().forEach(input -> keys.add(input.name()));
    type.parameters().forEach(parameter -> keys.add(parameter.name()));
    place.object(keys);
    var values = new HashMap<String, Object>();
    var content = new StringBuilder(type.name());
    for (Input input : type.inputs()) {
      Located link = place.at(input.name());
      if (!link.isGiven()) {
        throw link.fault(
            "graph.missing", "must be linked to a " + input.kind().title() + ": " + input.doc());
      }
      Node node = input.kind() == Node.Kind.FIELD ? field(link) : link(link, input.kind());
      values.put(input.name(), node);
      content.append('\n').append(input.name()).append(' ').append(digest(node));
    }
    for (Parameter parameter : type.parameters()) {
      Object value = value(name, parameter, place.at(parameter.name()));
      values.put(parameter.name(), value);
      content.append('\n').append(parameter.name()).append(' ');
      content.append(
          value instanceof Number || value instanceof String
              ? value.toString()
              : place.json().path(parameter.name()).toString());
    }
    try {
      return once(type, new Settings(name, values, GraphFile.digest(content.toString())));
    } catch (IllegalArgumentException e) {
      throw place.fault("graph.settings", String.valueOf(e.getMessage()));
    }
  }

  /// The node of these settings; fields that are the same are one, so that what they share is
  /// computed once.
  private Node once(NodeType type, Settings settings) {
    Node known = distinct.get(settings.digest());
    if (known != null) {
      return known;
    }
    Node node = type.maker().apply(settings);
    if (node.kind() == Node.Kind.FIELD) {
      distinct.put(settings.digest(), node);
    }
    digests.put(node, settings.digest());
    return node;
  }

  private String digest(Node node) {
    String known = digests.get(node);
    return known != null ? known : node instanceof Constant(float value) ? "number " + value : "?";
  }

  private static NodeType type(Located place) {
    String name = place.at("node").text(64);
    return Catalogue.find(name)
        .orElseThrow(() ->
            place.fault(
                "graph.unknown-node",
                "there is no node type `"
                    + name
                    + "`. There are: "
                    + Catalogue.types().stream()
                        .map(NodeType::name)
                        .sorted()
                        .collect(Collectors.joining(", "))
                    + "."));
  }

  private Object value(String node, Parameter parameter, Located given) {
    return switch (parameter) {
      case Parameter.Quantity number -> number(number, given);
      case Parameter.Choice choice -> choice(choice, given);
      case Parameter.Colour colour -> given.isGiven() ? given.colour() : colour.preset();
      case Parameter.Points _ -> spline(given);
      case Parameter.Way _ -> way(given);
      case Parameter.Layers _ -> surface(given);
      case Parameter.Seed _ ->
          Hash.of(
              worldSeed,
              given.isGiven() ? given.whole(Integer.MIN_VALUE, Integer.MAX_VALUE) : node.hashCode(),
              0);
    };
  }

  private static Object number(Parameter.Quantity number, Located given) {
    if (!given.isGiven() && !Double.isNaN(number.preset())) {
      return number.preset();
    }
    return number.whole()
        ? (double) given.whole((int) number.least(), (int) number.most())
        : given.number(number.least(), number.most());
  }

  private static Object choice(Parameter.Choice choice, Located given) {
    if (!given.isGiven()) {
      return choice.words().getFirst();
    }
    String word = given.text(64);
    if (!choice.words().contains(word)) {
      throw given.fault(
          "graph.range",
          "must be one of " + String.join(", ", choice.words()) + ", got `" + word + "`");
    }
    return word;
  }

  private static Curves.Spline spline(Located given) {
    List<Located> points = given.elements(2, 32);
    float[] at = new float[points.size()];
    float[] value = new float[points.size()];
    for (int i = 0; i < at.length; i++) {
      List<Located> pair = points.get(i).elements(2, 2);
      at[i] = (float) pair.get(0).number(-1e6, 1e6);
      value[i] = (float) pair.get(1).number(-1e6, 1e6);
      if (i > 0 && !(at[i] - at[i - 1] >= LEAST_STEP)) {
        throw points
            .get(i)
            .fault(
                "graph.range",
                "must be at least 0.000001 after the one before, got "
                    + at[i]
                    + " after "
                    + at[i - 1]);
      }
    }
    return new Curves.Spline(at, value);
  }

  private static float[][] way(Located given) {
    List<Located> places = given.elements(2, 64);
    float[][] way = new float[2][places.size()];
    for (int i = 0; i < places.size(); i++) {
      List<Located> pair = places.get(i).elements(2, 2);
      way[0][i] = (float) pair.get(0).number(-1e6, 1e6);
      way[1][i] = (float) pair.get(1).number(-1e6, 1e6);
    }
    return way;
  }

  private Surface surface(Located given) {
    var layers = new ArrayList<Surface.Layer>();
    for (Located layer : given.elements(1, Material.MOST)) {
      layer.object(Set.of("material", "where"));
      Located where = layer.at("where");
      Field mask = !where.isGiven() && layers.isEmpty() ? new Constant(1) : field(where);
      layers.add(new Surface.Layer(material(layer.at("material")), mask));
    }
    return new Surface(layers);
  }

  private int material(Located link) {
    String name = link.text(64);
    for (int i = 0; i < palette.size(); i++) {
      if (palette.get(i).name().equals(name)) {
        return i;
      }
    }
    throw link.fault(
        "graph.unknown-material",
        "there is no material `"
            + name
            + "`. There are: "
            + palette.stream().map(Material::name).collect(Collectors.joining(", "))
            + ".");
  }
}

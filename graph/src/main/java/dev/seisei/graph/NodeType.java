package dev.seisei.graph;

import java.util.List;
import java.util.function.Function;

/// Describes one kind of node: to the file format, to errors, and to whoever reads the catalogue.
///
/// @param name kebab-case, as files write it
/// @param summary one sentence
/// @param output what the node makes
/// @param inputs what it can be linked to
/// @param parameters what can be set
/// @param maker makes a node of settings that have been checked
/// @param facts what its page tells besides
public record NodeType(
    String name,
    String summary,
    Node.Kind output,
    List<Input> inputs,
    List<Parameter> parameters,
    Function<Settings, Node> maker,
    Facts facts) {
  public NodeType {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
  }

  /// What is told of a node besides how it is linked and set.
  ///
  /// @param cost of the node alone, its inputs not counted
  /// @param source where the method comes from
  /// @param look how its picture is drawn
  /// @param example a node of this type as a file writes it; it may be linked to the nodes that
  ///   [dev.seisei.graph.doc.Example] gives
  public record Facts(Cost cost, String source, Look look, String example) {
    public Facts {
      example = example.strip();
    }
  }

  /// What a node takes.
  ///
  /// @param amount how much
  /// @param unit of what
  public record Cost(int amount, Unit unit) {

    /// Of what a node takes some.
    public enum Unit {
      /// Nanoseconds a sample, at its presets, on the machine of `docs/performance.md`.
      NANOSECONDS_A_SAMPLE,
      /// Milliseconds when the world is read.
      MILLISECONDS_ONCE,
      /// Nanoseconds for each place that could hold an instance.
      NANOSECONDS_A_PLACE
    }

    static Cost nanoseconds(int aSample) {
      return new Cost(aSample, Unit.NANOSECONDS_A_SAMPLE);
    }

    /// As a person says it.
    public String told() {
      return switch (unit) {
        case NANOSECONDS_A_SAMPLE -> "about " + amount + " ns a sample";
        case MILLISECONDS_ONCE -> "about " + amount + " ms when the world is read";
        case NANOSECONDS_A_PLACE -> "about " + amount + " ns a possible place";
      };
    }
  }

  /// How a node's picture is drawn.
  public enum Look {
    /// Not at all.
    NONE,
    /// Black where it is least, white where it is most.
    GREY,
    /// As ground in the sun.
    RELIEF
  }

  /// Describes a node that makes a field.
  ///
  /// @param nanoseconds what it takes a sample
  public static NodeType field(
      String name,
      String summary,
      List<Input> inputs,
      List<Parameter> parameters,
      Function<Settings, Node> maker,
      int nanoseconds,
      String source,
      Look look,
      String example) {
    return new NodeType(
        name,
        summary,
        Node.Kind.FIELD,
        inputs,
        parameters,
        maker,
        new Facts(Cost.nanoseconds(nanoseconds), source, look, example));
  }

  /// A link to another node.
  ///
  /// @param name as files write it
  /// @param kind what may be linked; where it is a field, a file may also give a number
  /// @param doc what it is for
  public record Input(String name, Node.Kind kind, String doc) {
    public static Input field(String name, String doc) {
      return new Input(name, Node.Kind.FIELD, doc);
    }

    public static Input family(String name, String doc) {
      return new Input(name, Node.Kind.FAMILY, doc);
    }
  }

  /// A value that a file may set.
  public sealed interface Parameter {

    /// As files write it.
    String name();

    /// What it is for.
    String doc();

    /// A number in a range.
    ///
    /// @param unit `m`, `m/m`, or empty
    /// @param least smallest allowed, inclusive
    /// @param most largest allowed, inclusive
    /// @param preset used where a file says nothing; NaN where it must say something
    /// @param whole whether fractions are refused
    record Quantity(
        String name,
        String unit,
        double least,
        double most,
        double preset,
        boolean whole,
        String doc)
        implements Parameter {}

    /// One of some words.
    ///
    /// @param words allowed; the first is used where a file says nothing
    record Choice(String name, List<String> words, String doc) implements Parameter {
      public Choice {
        words = List.copyOf(words);
      }
    }

    /// A colour, `#rrggbb` in sRGB.
    ///
    /// @param preset `0xRRGGBB`, used where a file says nothing
    record Colour(String name, int preset, String doc) implements Parameter {}

    /// Points of a curve, `[[at, value], …]`, ascending, 2 to 32.
    record Points(String name, String doc) implements Parameter {}

    /// Places on the map, `[[x, z], …]` in metres, 2 to 64.
    record Way(String name, String doc) implements Parameter {}

    /// Layers of a surface, `[{"material": NAME, "where": FIELD}, …]`, bottom first, 1 to 8.
    record Layers(String name, String doc) implements Parameter {}

    /// Chooses among all that the node could make: a whole number. Where a file says nothing, it
    /// comes from the node's name, so that two nodes of a kind differ.
    record Seed(String name) implements Parameter {
      @Override
      public String doc() {
        return "chooses among all that this node could make; from the node's name if not given";
      }
    }

    static Quantity number(
        String name, String unit, double least, double most, double preset, String doc) {
      return new Quantity(name, unit, least, most, preset, false, doc);
    }

    static Quantity required(String name, String unit, double least, double most, String doc) {
      return new Quantity(name, unit, least, most, Double.NaN, false, doc);
    }

    static Quantity whole(String name, int least, int most, int preset, String doc) {
      return new Quantity(name, "", least, most, preset, true, doc);
    }
  }
}

package dev.seisei.pipeline.file;

import dev.seisei.pipeline.Element;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.element.DeadLetters;
import dev.seisei.pipeline.element.DigestCheck;
import dev.seisei.pipeline.element.DirectorySink;
import dev.seisei.pipeline.element.DirectorySource;
import dev.seisei.pipeline.element.FileSink;
import dev.seisei.pipeline.element.FileSource;
import dev.seisei.pipeline.element.Funnel;
import dev.seisei.pipeline.element.Selector;
import dev.seisei.pipeline.element.Tap;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.element.Throttle;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The elements that a file can name.
///
/// An element is entered with its record alone: the components are its options, with
/// [dev.seisei.pipeline.element.Default] for those that may be left out, and the constructor checks
/// them.
public final class Catalogue {
  private final Map<String, ElementType> types = new TreeMap<>();
  private final Map<Class<?>, Object> provided = new HashMap<>();
  private final Path root;

  private Catalogue(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// What ships with this module.
  ///
  /// @param root the folder below which files may name paths
  public static Catalogue shipped(Path root) {
    return new Catalogue(root)
        .with(DeadLetters.class)
        .with(DigestCheck.class)
        .with(DirectorySink.class)
        .with(DirectorySource.class)
        .with(FileSink.class)
        .with(FileSource.class)
        .with(Funnel.class)
        .with(Selector.class)
        .with(Tap.class)
        .with(Tee.class)
        .with(Throttle.class);
  }

  /// Gives something of this program to all elements that are entered from now on and have a
  /// component of its type: no option, and nothing that a file could say.
  public <T> Catalogue providing(Class<T> type, T thing) {
    provided.put(type, thing);
    return this;
  }

  /// Enters one more.
  ///
  /// @throws IllegalArgumentException if an option has a type that files cannot say, or the name is
  ///   taken
  public Catalogue with(Class<? extends Record> element) {
    if (!Element.class.isAssignableFrom(element)) {
      throw new IllegalArgumentException("element: must be an Element, got " + element);
    }
    var type = ElementType.of(element, root, provided);
    if (types.putIfAbsent(type.name(), type) != null) {
      throw new IllegalArgumentException("element: there is a " + type.name() + " already");
    }
    return this;
  }

  Collection<ElementType> types() {
    return types.values();
  }

  /// The type of a name.
  ///
  /// @throws PipelineException `element.unknown` if there is none
  ElementType type(String name, String where) {
    ElementType type = types.get(name);
    if (type == null) {
      throw new PipelineException(
          "element.unknown",
          where + ": there is no element `" + name + "`. There are: " + types.keySet());
    }
    return type;
  }

  /// Pads by type, of those that need no options: what errors may suggest to put between two.
  public Map<String, List<Pad>> known() {
    var known = new TreeMap<String, List<Pad>>();
    for (ElementType type : types.values()) {
      type.sample().ifPresent(element -> known.put(type.name(), element.pads()));
    }
    return known;
  }
}

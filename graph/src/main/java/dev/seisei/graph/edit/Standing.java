package dev.seisei.graph.edit;

import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What stands in a chunk after props were placed and removed.
public final class Standing {
  private final Place place;
  private final List<One> all = new ArrayList<>();

  /// A chunk as far as props care.
  ///
  /// @param minX of the chunk, metres
  /// @param minZ of the chunk, metres
  /// @param span of the chunk, metres
  /// @param cell between samples, metres
  /// @param heights its ground with its apron
  /// @param apron samples around the chunk
  /// @param props finds what stands there by its name
  public record Place(
      float minX,
      float minZ,
      float span,
      float cell,
      HeightField heights,
      int apron,
      Props props) {}

  /// The props of a world.
  @FunctionalInterface
  public interface Props {
    /// A prop, or null where chunks of this level show none of that name.
    @Nullable Prop named(String name);
  }

  /// One prop of a world.
  ///
  /// @param index among the world's
  /// @param variants how many it has
  /// @param sink how deep it stands, metres
  public record Prop(int index, int variants, float sink) {}

  private record One(
      int prop, int variant, float x, float y, float z, byte yaw, byte scale, byte tint) {}

  private Standing(Place place) {
    this.place = place;
  }

  static List<Instances> after(List<Edit> edits, List<Instances> grown, Place place) {
    if (edits.stream().noneMatch(e -> e instanceof Edit.Place || e instanceof Edit.Remove)) {
      return grown;
    }
    var standing = new Standing(place);
    grown.forEach(standing::add);
    for (Edit edit : edits) {
      switch (edit) {
        case Edit.Remove(Brush brush) ->
            standing.all.removeIf(one -> brush.at(place.minX + one.x, place.minZ + one.z) > 0);
        case Edit.Place one -> standing.add(one);
        case Edit.Raise _, Edit.Smooth _, Edit.Flatten _, Edit.Paint _ -> {}
      }
    }
    return standing.grouped();
  }

  private void add(Instances group) {
    for (int i = 0; i < group.count(); i++) {
      all.add(
          new One(
              group.prop(),
              group.variant(),
              group.x()[i],
              group.y()[i],
              group.z()[i],
              group.yaw()[i],
              group.scale()[i],
              group.tint()[i]));
    }
  }

  private void add(Edit.Place one) {
    float x = one.x() - place.minX;
    float z = one.z() - place.minZ;
    Prop prop = place.props.named(one.prop());
    if (prop == null
        || !(x >= 0 && x < place.span && z >= 0 && z < place.span)
        || all.size() >= Instances.MOST_A_CHUNK) {
      return;
    }
    float ground = place.heights.ground(x / place.cell + place.apron, z / place.cell + place.apron);
    all.add(
        new One(
            prop.index(),
            one.variant() % prop.variants(),
            x,
            ground - prop.sink(),
            z,
            (byte) one.yaw(),
            (byte) one.scale(),
            (byte) one.tint()));
  }

  private List<Instances> grouped() {
    var groups = new TreeMap<Integer, List<One>>();
    for (One one : all) {
      groups.computeIfAbsent(one.prop << 8 | one.variant, _ -> new ArrayList<>()).add(one);
    }
    return groups.values().stream().map(Standing::columns).toList();
  }

  private static Instances columns(List<One> group) {
    int count = group.size();
    float[] x = new float[count];
    float[] y = new float[count];
    float[] z = new float[count];
    byte[] yaw = new byte[count];
    byte[] scale = new byte[count];
    byte[] tint = new byte[count];
    for (int i = 0; i < count; i++) {
      One one = group.get(i);
      x[i] = one.x;
      y[i] = one.y;
      z[i] = one.z;
      yaw[i] = one.yaw;
      scale[i] = one.scale;
      tint[i] = one.tint;
    }
    One first = group.getFirst();
    return new Instances(first.prop, first.variant, x, y, z, yaw, scale, tint);
  }
}

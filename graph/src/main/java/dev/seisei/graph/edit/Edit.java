package dev.seisei.graph.edit;

/// One operation on a world, checked when it is made.
///
/// Materials and props are named, not numbered: what a world does not have any more changes
/// nothing.
public sealed interface Edit {

  /// No world reaches farther, in metres.
  float FARTHEST = 1 << 20;

  /// The farthest that one operation raises or lowers, in metres.
  float MOST_METRES = 50;

  /// The farthest from level 0 that ground is brought by operations, in metres.
  float HIGHEST = 4000;

  /// The part of the map that it changes.
  Area area();

  /// What it is called.
  default String kind() {
    return switch (this) {
      case Raise raise -> raise.metres > 0 ? "raise" : "lower";
      case Smooth _ -> "smooth";
      case Flatten _ -> "flatten";
      case Paint _ -> "paint";
      case Place _ -> "place";
      case Remove _ -> "remove";
    };
  }

  /// Raises the ground, or lowers it.
  ///
  /// @param metres in the brush's middle; below 0 to lower
  record Raise(Brush brush, float metres) implements Edit {
    public Raise {
      requireWithin("metres", Math.abs(metres), 0.01f, MOST_METRES);
    }

    @Override
    public Area area() {
      return brush.area();
    }
  }

  /// Takes out what is smaller than a third of the brush, or so.
  ///
  /// @param strength how much of it in the brush's middle, 0 to 1
  record Smooth(Brush brush, float strength) implements Edit {
    public Smooth {
      requireStrength(strength);
    }

    @Override
    public Area area() {
      return brush.area();
    }
  }

  /// Brings the ground towards a height.
  ///
  /// @param metres the height
  /// @param strength how near in the brush's middle, 0 to 1
  record Flatten(Brush brush, float metres, float strength) implements Edit {
    public Flatten {
      requireWithin("metres", metres, -HIGHEST, HIGHEST);
      requireStrength(strength);
    }

    @Override
    public Area area() {
      return brush.area();
    }
  }

  /// Lays a material on the ground.
  ///
  /// @param strength how much of it in the brush's middle, 0 to 1
  record Paint(Brush brush, String material, float strength) implements Edit {
    public Paint {
      requireName("material", material);
      requireStrength(strength);
    }

    @Override
    public Area area() {
      return brush.area();
    }
  }

  /// Stands a prop on the ground.
  ///
  /// @param variant of the prop; counted on from the first where there are fewer
  /// @param yaw turns about +Y in 1/256, 0 to 255
  /// @param scale between the prop's least and largest, 0 to 255
  /// @param tint brightness, 0 to 255
  record Place(String prop, int variant, float x, float z, int yaw, int scale, int tint)
      implements Edit {
    public Place {
      requireName("prop", prop);
      requireWithin("variant", variant, 0, 255);
      requireWithin("x", x, -FARTHEST, FARTHEST);
      requireWithin("z", z, -FARTHEST, FARTHEST);
      requireWithin("yaw", yaw, 0, 255);
      requireWithin("scale", scale, 0, 255);
      requireWithin("tint", tint, 0, 255);
    }

    @Override
    public Area area() {
      return new Area(x, z, x, z);
    }
  }

  /// Takes away all props within the brush.
  record Remove(Brush brush) implements Edit {
    @Override
    public Area area() {
      return brush.area();
    }
  }

  private static void requireStrength(float strength) {
    requireWithin("strength", strength, 0.01f, 1);
  }

  private static void requireName(String name, String value) {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException(
          name + ": must be a name of 1 to 64 letters, got " + value.length());
    }
  }

  static void requireWithin(String name, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + ": must be " + least + " to " + most + ", got " + value);
    }
  }
}

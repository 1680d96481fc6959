package dev.seisei.kernels.shape;

/// Every kind of shape, as a world builder would ask for it.
enum Kinds {
  SPRUCE(150, 450, 11) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Conifers.grow(tree(11, 4.6f, 0.2f, 0.5f), seed, detail);
    }
  },
  OAK(150, 510, 9) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Broadleaves.grow(tree(9, 8, 0.38f, 0.5f), seed, detail);
    }
  },
  BIRCH(150, 510, 10) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Broadleaves.grow(tree(10, 4.2f, 0.16f, 1), seed, detail);
    }
  },
  PALM(150, 450, 8) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Palms.grow(tree(8, 6, 0.18f, 0.6f), seed, detail);
    }
  },
  SHRUB(150, 330, 1.6f) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Shrubs.grow(tree(1.6f, 2.4f, 0.05f, 0.5f), seed, detail);
    }
  },
  BOULDER(80, 200, 3) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Rocks.shape(rock(0.15f, 0.5f), seed, detail);
    }
  },
  SLAB(80, 200, 3) {
    @Override
    ShapeMesh grow(int seed, int detail) {
      return Rocks.shape(rock(0.8f, 1), seed, detail);
    }
  };

  final int fewest;
  final int most;
  final float highest;

  Kinds(int fewest, int most, float highest) {
    this.fewest = fewest;
    this.most = most;
    this.highest = highest;
  }

  abstract ShapeMesh grow(int seed, int detail);

  boolean isRock() {
    return this == BOULDER || this == SLAB;
  }

  private static TreeForm tree(float height, float crown, float trunk, float irregularity) {
    return new TreeForm(
        height,
        crown,
        trunk,
        new Rgb(0.15f, 0.07f, 0.035f),
        new Rgb(0.1f, 0.27f, 0.04f),
        irregularity);
  }

  private static RockForm rock(float flatness, float roughness) {
    return new RockForm(
        3, flatness, roughness, new Rgb(0.27f, 0.25f, 0.23f), new Rgb(0.2f, 0.25f, 0.09f));
  }
}

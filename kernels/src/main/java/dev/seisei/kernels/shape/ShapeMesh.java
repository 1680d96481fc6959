package dev.seisei.kernels.shape;

/// A finished shape; whoever receives it may keep and hand on the arrays.
public final class ShapeMesh {
  private final float[] positions;
  private final float[] normals;
  private final byte[] colours;
  private final int[] indices;

  ShapeMesh(float[] positions, float[] normals, byte[] colours, int[] indices) {
    this.positions = positions;
    this.normals = normals;
    this.colours = colours;
    this.indices = indices;
  }

  public int vertices() {
    return positions.length / 3;
  }

  public int triangles() {
    return indices.length / 3;
  }

  /// x, y, z a vertex, in metres.
  public float[] positions() {
    return positions;
  }

  /// Unit vectors, x, y, z a vertex.
  public float[] normals() {
    return normals;
  }

  /// Linear RGBA a vertex, unsigned; alpha is 255.
  public byte[] colours() {
    return colours;
  }

  /// Three a triangle, counter-clockwise seen from outside.
  public int[] indices() {
    return indices;
  }
}

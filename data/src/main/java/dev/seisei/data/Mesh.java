package dev.seisei.data;

/// Triangles with normals and vertex colours. Y up, right-handed, metres; front faces wind
/// counter-clockwise.
///
/// The arrays are handed over, not copied.
public final class Mesh {
  private final float[] positions;
  private final float[] normals;
  private final byte[] colours;
  private final int[] indices;

  /// @param positions x, y, z a vertex
  /// @param normals unit length, x, y, z a vertex
  /// @param colours linear RGBA a vertex, unsigned
  /// @param indices three vertices a triangle
  /// @throws IllegalArgumentException if the shapes do not fit or an index points nowhere
  public Mesh(float[] positions, float[] normals, byte[] colours, int[] indices) {
    int vertices = positions.length / 3;
    if (positions.length != 3 * vertices
        || normals.length != positions.length
        || colours.length != 4 * vertices
        || indices.length % 3 != 0) {
      throw new IllegalArgumentException(
          "mesh: needs 3 positions, 3 normals and 4 colours a vertex and 3 indices a triangle, got "
              + positions.length
              + ", "
              + normals.length
              + ", "
              + colours.length
              + " and "
              + indices.length);
    }
    for (int index : indices) {
      if (index < 0 || index >= vertices) {
        throw new IllegalArgumentException(
            "indices: must be 0 to " + (vertices - 1) + ", got " + index);
      }
    }
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

  /// x, y, z a vertex; not to be written.
  public float[] positions() {
    return positions;
  }

  /// x, y, z a vertex; not to be written.
  public float[] normals() {
    return normals;
  }

  /// Linear RGBA a vertex; not to be written.
  public byte[] colours() {
    return colours;
  }

  /// Three a triangle; not to be written.
  public int[] indices() {
    return indices;
  }
}

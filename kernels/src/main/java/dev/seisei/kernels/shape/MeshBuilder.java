package dev.seisei.kernels.shape;

import java.util.Arrays;

/// Growing arrays of a mesh. A part is added vertex by vertex and triangle by triangle, then given
/// its normals by [#smooth].
final class MeshBuilder {
  private Vec[] places = new Vec[256];
  private Vec[] normals = new Vec[256];
  private Rgb[] colours = new Rgb[256];
  private int[] corners = new int[1024];
  private int vertices;
  private int cornerCount;

  int vertices() {
    return vertices;
  }

  int corners() {
    return cornerCount;
  }

  /// Adds a vertex and tells its index.
  int vertex(Vec place, Rgb colour) {
    return vertex(place, Vec.UP, colour);
  }

  int vertex(Vec place, Vec normal, Rgb colour) {
    if (vertices == places.length) {
      places = Arrays.copyOf(places, 2 * vertices);
      normals = Arrays.copyOf(normals, 2 * vertices);
      colours = Arrays.copyOf(colours, 2 * vertices);
    }
    places[vertices] = place;
    normals[vertices] = normal;
    colours[vertices] = colour;
    return vertices++;
  }

  /// Adds a triangle, counter-clockwise seen from outside.
  void triangle(int a, int b, int c) {
    corner(a);
    corner(b);
    corner(c);
  }

  /// Adds a triangle's next corner.
  void corner(int vertex) {
    if (cornerCount == corners.length) {
      corners = Arrays.copyOf(corners, 2 * cornerCount);
    }
    corners[cornerCount++] = vertex;
  }

  Vec place(int vertex) {
    return places[vertex];
  }

  Vec normal(int vertex) {
    return normals[vertex];
  }

  void setNormal(int vertex, Vec normal) {
    normals[vertex] = normal;
  }

  void setColour(int vertex, Rgb colour) {
    colours[vertex] = colour;
  }

  /// Gives each vertex from `fromVertex` on the mean normal of its triangles from `fromCorner` on,
  /// weighted by their areas.
  void smooth(int fromVertex, int fromCorner) {
    Arrays.fill(normals, fromVertex, vertices, Vec.ZERO);
    for (int i = fromCorner; i < cornerCount; i += 3) {
      Vec facing = facing(i);
      for (int k = 0; k < 3; k++) {
        normals[corners[i + k]] = normals[corners[i + k]].plus(facing);
      }
    }
    for (int v = fromVertex; v < vertices; v++) {
      normals[v] = normals[v].unit();
    }
  }

  /// Turns the normals from a vertex on away from a centre, as light leaves scatter it.
  ///
  /// @param share 0 leaves them, below 0.5 keeps them outside their triangles
  void fan(int fromVertex, Vec centre, float share) {
    for (int v = fromVertex; v < vertices; v++) {
      Vec away = places[v].minus(centre).unit();
      normals[v] = normals[v].times(1 - share).plus(away, share).unit();
    }
  }

  private Vec facing(int corner) {
    Vec a = places[corners[corner]];
    return places[corners[corner + 1]].minus(a).cross(places[corners[corner + 2]].minus(a));
  }

  /// The mesh; vertices that no triangle uses are left out.
  ShapeMesh build() {
    int[] renamed = new int[vertices];
    Arrays.fill(renamed, -1);
    int[] order = new int[vertices];
    int used = 0;
    int[] indices = new int[cornerCount];
    for (int i = 0; i < cornerCount; i++) {
      int vertex = corners[i];
      if (renamed[vertex] < 0) {
        order[used] = vertex;
        renamed[vertex] = used++;
      }
      indices[i] = renamed[vertex];
    }
    var positions = new float[3 * used];
    var directions = new float[3 * used];
    var light = new byte[4 * used];
    for (int v = 0; v < used; v++) {
      put(places[order[v]], positions, 3 * v);
      put(normals[order[v]], directions, 3 * v);
      Rgb colour = colours[order[v]];
      light[4 * v] = unsigned(colour.red());
      light[4 * v + 1] = unsigned(colour.green());
      light[4 * v + 2] = unsigned(colour.blue());
      light[4 * v + 3] = (byte) 255;
    }
    return new ShapeMesh(positions, directions, light, indices);
  }

  private static void put(Vec vec, float[] into, int at) {
    into[at] = vec.x();
    into[at + 1] = vec.y();
    into[at + 2] = vec.z();
  }

  private static byte unsigned(float part) {
    return (byte) (int) (255 * part + 0.5f);
  }
}

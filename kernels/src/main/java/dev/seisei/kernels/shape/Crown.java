package dev.seisei.kernels.shape;

import java.util.ArrayList;
import java.util.List;

/// Clumps of leaves that make one crown.
///
/// Near, each clump is a sphere of 80 triangles; those that lie inside another clump are left out.
/// Leaves are dark where light does not come: low and deep in the crown and between clumps. Normals
/// turn away from the crown's middle, so that the crown is lit as one mass. Far, a blunt sphere
/// takes the clumps' outline.
record Crown(List<Clump> clumps, Vec middle, Vec radii) {
  private static final float DENTS = 0.36f;
  private static final float FAR_DENTS = 0.08f;
  private static final float FAN = 0.25f;

  /// Moves and stretches clumps so that they reach exactly from `low` to `high` and to half of
  /// `width` from the axis.
  static Crown fitted(List<Clump> clumps, float low, float high, float width) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    float out = 0;
    for (Clump clump : clumps) {
      Vec centre = clump.centre();
      least = Math.min(least, centre.y() - clump.radii().y());
      most = Math.max(most, centre.y() + clump.radii().y());
      float level = new Vec(centre.x(), 0, centre.z()).length();
      out = Math.max(out, level + Math.max(clump.radii().x(), clump.radii().z()));
    }
    float up = (high - low) / (most - least);
    float aside = width / 2 / out;
    var fitted = new ArrayList<Clump>();
    for (Clump clump : clumps) {
      fitted.add(clump.moved(new Vec(aside, up, aside), new Vec(0, low - least * up, 0)));
    }
    return new Crown(
        List.copyOf(fitted),
        new Vec(0, (low + high) / 2, 0),
        new Vec(width / 2, (high - low) / 2, width / 2));
  }

  void near(MeshBuilder mesh, Rgb leaf) {
    for (Clump clump : clumps) {
      int fromVertex = mesh.vertices();
      int fromCorner = mesh.corners();
      for (int v = 0; v < Sphere.MIDDLE.directions().size(); v++) {
        mesh.vertex(clump.surface(v, DENTS), leaf);
      }
      List<Integer> corners = Sphere.MIDDLE.triangles();
      for (int i = 0; i < corners.size(); i += 3) {
        int a = fromVertex + corners.get(i);
        int b = fromVertex + corners.get(i + 1);
        int c = fromVertex + corners.get(i + 2);
        Vec middle = mesh.place(a).plus(mesh.place(b)).plus(mesh.place(c)).times(1 / 3f);
        if (!(hidden(clump, mesh.place(a))
            && hidden(clump, mesh.place(b))
            && hidden(clump, mesh.place(c))
            && hidden(clump, middle))) {
          mesh.triangle(a, b, c);
        }
      }
      mesh.smooth(fromVertex, fromCorner);
      for (int v = fromVertex; v < mesh.vertices(); v++) {
        float dent = clump.dent(v - fromVertex);
        Rgb colour = lit(clump, leaf, mesh.place(v), mesh.normal(v));
        mesh.setColour(v, colour.times(1.4f - 0.8f * dent));
      }
      mesh.fan(fromVertex, middle, FAN);
    }
  }

  /// Inside another clump, however it is dented.
  private boolean hidden(Clump own, Vec place) {
    for (Clump other : clumps) {
      if (!other.equals(own) && other.depth(place) < 1 - 0.75f * DENTS) {
        return true;
      }
    }
    return false;
  }

  private Rgb lit(Clump own, Rgb leaf, Vec place, Vec normal) {
    Vec across = place.minus(middle).over(radii);
    float rim = Math.min(1, across.dot(across));
    float rise = Math.clamp(0.5f + 0.5f * across.y(), 0f, 1f);
    float light = 0.34f + 0.3f * rise + 0.22f * rim + 0.24f * normal.y();
    float open = 1;
    for (Clump other : clumps) {
      if (!other.equals(own)) {
        open = Math.min(open, Math.clamp((other.depth(place) - 0.75f) / 0.55f, 0f, 1f));
      }
    }
    light = Math.clamp(light * (0.5f + 0.5f * open), 0.16f, 1.2f);
    return leaf.warmer(own.warmth() + 0.16f * (light - 0.6f)).times(1.12f * light);
  }

  void far(MeshBuilder mesh, Rgb leaf) {
    int fromVertex = mesh.vertices();
    int fromCorner = mesh.corners();
    Vec top = middle.plus(radii);
    for (Vec direction : Sphere.BLUNT.directions()) {
      float reach = 0;
      for (Clump clump : clumps) {
        reach = Math.max(reach, clump.reach(middle, direction.times(radii).unit()));
      }
      float blown = Math.max(reach, 0.5f * Math.min(radii.x(), radii.y()));
      Vec place = middle.plus(direction.times(radii).unit(), (1 - FAR_DENTS) * blown);
      mesh.vertex(
          new Vec(
              Math.clamp(place.x(), -top.x(), top.x()),
              Math.clamp(place.y(), middle.y() - radii.y(), top.y()),
              Math.clamp(place.z(), -top.x(), top.x())),
          leaf);
    }
    for (int corner : Sphere.BLUNT.triangles()) {
      mesh.corner(fromVertex + corner);
    }
    mesh.smooth(fromVertex, fromCorner);
    for (int v = fromVertex; v < mesh.vertices(); v++) {
      float light = 0.66f + 0.26f * (mesh.place(v).y() - middle.y()) / radii.y();
      mesh.setColour(v, leaf.warmer(0.16f * (light - 0.6f)).times(1.12f * light));
    }
  }
}

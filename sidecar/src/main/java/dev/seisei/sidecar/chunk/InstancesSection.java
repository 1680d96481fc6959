package dev.seisei.sidecar.chunk;

import dev.seisei.data.Instances;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Instances as columns of small numbers, measured against their chunk.
final class InstancesSection {
  private static final int HEAD = 4;
  private static final int GROUP = 8;
  private static final int INSTANCE = 9;
  private static final int STEPS = 65536;

  private InstancesSection() {}

  static byte[] encode(List<Instances> groups, float span, HeightsSection.Scale scale) {
    int total = groups.stream().mapToInt(Instances::count).sum();
    var out =
        ByteBuffer.allocate(HEAD + GROUP * groups.size() + INSTANCE * total)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) groups.size()).putShort((short) 0);
    for (Instances group : groups) {
      out.putShort((short) group.prop()).putShort((short) group.variant()).putInt(group.count());
    }
    groups.forEach(group -> putPlaces(out, group.x(), span));
    for (Instances group : groups) {
      for (float y : group.y()) {
        out.putShort((short) scale.quantised(y));
      }
    }
    groups.forEach(group -> putPlaces(out, group.z(), span));
    groups.forEach(group -> out.put(group.yaw()));
    groups.forEach(group -> out.put(group.scale()));
    groups.forEach(group -> out.put(group.tint()));
    return out.array();
  }

  private static void putPlaces(ByteBuffer out, float[] places, float span) {
    for (float place : places) {
      out.putShort((short) Math.clamp((int) (place / span * STEPS), 0, STEPS - 1));
    }
  }

  static List<Instances> decode(byte[] raw, float span, HeightsSection.Scale scale) {
    var in = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    int groups = in.getShort() & 0xffff;
    ChunkCodec.require(raw.length >= HEAD + GROUP * groups, "instances: " + groups + " groups");
    int[] counts = new int[groups];
    int[] props = new int[groups];
    int[] variants = new int[groups];
    int total = 0;
    in.position(HEAD);
    for (int g = 0; g < groups; g++) {
      props[g] = in.getShort() & 0xffff;
      variants[g] = in.getShort() & 0xffff;
      counts[g] = in.getInt();
      ChunkCodec.require(
          counts[g] > 0 && counts[g] <= Instances.MOST_A_CHUNK, "instances: count " + counts[g]);
      total += counts[g];
      ChunkCodec.require(total <= Instances.MOST_A_CHUNK, "instances: total " + total);
    }
    ChunkCodec.require(
        raw.length == HEAD + GROUP * groups + INSTANCE * total,
        "instances: " + total + " in " + raw.length + " bytes");
    int columns = HEAD + GROUP * groups;
    var all = new ArrayList<Instances>();
    for (int g = 0, first = 0; g < groups; first += counts[g++]) {
      int count = counts[g];
      float[] x = new float[count];
      float[] y = new float[count];
      float[] z = new float[count];
      byte[] yaw = new byte[count];
      byte[] scales = new byte[count];
      byte[] tint = new byte[count];
      for (int i = 0; i < count; i++) {
        int n = first + i;
        x[i] = (in.getShort(columns + 2 * n) & 0xffff) * (span / STEPS);
        y[i] = scale.metres(in.getShort(columns + 2 * (total + n)) & 0xffff);
        z[i] = (in.getShort(columns + 2 * (2 * total + n)) & 0xffff) * (span / STEPS);
        yaw[i] = in.get(columns + 6 * total + n);
        scales[i] = in.get(columns + 7 * total + n);
        tint[i] = in.get(columns + 8 * total + n);
      }
      all.add(new Instances(props[g], variants[g], x, y, z, yaw, scales, tint));
    }
    return all;
  }
}

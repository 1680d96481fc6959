// SPDX-License-Identifier: MIT
//
// From a chunk to arrays that go to the graphics card as they are. Runs in the worker, so that the page only copies.
import { HEIGHTS, INSTANCES, MATERIALS, section, type Chunk } from "../wire/chunk";
import type { Description } from "../wire/description";
import { readHeights, type Heights } from "../wire/heights";
import { readInstances, type Instances } from "../wire/instances";
import type { Key } from "../wire/key";
import { Malformed, must } from "../wire/malformed";
import { readMaterials, type Materials } from "../wire/materials";

export interface PropGroup {
  readonly prop: number;
  readonly variant: number;
  readonly count: number;
  /** A column-major 4×4 an instance, from the chunk's least corner. */
  readonly matrices: Float32Array<ArrayBuffer>;
  readonly colours: Float32Array<ArrayBuffer>;
}

export interface Prepared {
  readonly key: Key;
  readonly digest: string;
  readonly span: number;
  readonly low: number;
  readonly high: number;
  /** Four numbers a sample, aprons cut off: metres, normal x, normal z, how much light reaches it. */
  readonly ground: Float32Array<ArrayBuffer>;
  /** Weights of materials 0 to 3 and 4 to 7, four bytes a sample. */
  readonly weights: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  readonly props: readonly PropGroup[];
}

export function prepare(chunk: Chunk, world: Description): Prepared {
  const { samples, apron, cellMetres, levels } = world.chunk;
  const { key } = chunk;
  must(key.lod < levels, `chunk: level below ${levels}`, key.lod);
  must(key.y === 0, "chunk: terrain has y = 0", key.y);
  const cell = cellMetres * 2 ** key.lod;
  const span = (samples - 1) * cell;
  for (const place of [key.x, key.z]) {
    must(
      place * span >= -world.extentMetres - span && place * span <= world.extentMetres,
      `chunk: within ±${world.extentMetres} metres`,
      place * span,
    );
  }
  const heightBytes = section(chunk, HEIGHTS);
  if (!heightBytes) throw new Malformed("chunk: needs heights, got none");
  const heights = readHeights(heightBytes, samples, apron);
  const weightBytes = section(chunk, MATERIALS);
  const instanceBytes = section(chunk, INSTANCES);
  const instances = instanceBytes
    ? readInstances(
        instanceBytes,
        world.props.map((prop) => prop.variants.length),
      )
    : null;

  const ground = packGround(heights, samples, cell);
  if (instances) shadeUnderProps(ground, instances, samples, cell);
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < ground.length; at += 4) {
    low = Math.min(low, ground[at]!);
    high = Math.max(high, ground[at]!);
  }
  return {
    key,
    digest: chunk.digest,
    span,
    low,
    high,
    ground,
    weights: packWeights(
      weightBytes ? readMaterials(weightBytes, samples, world.materials.length) : null,
      samples,
    ),
    props: instances ? placeProps(instances, heights, world, span) : [],
  };
}

/** Central differences over the aprons: both sides of a border see the same four neighbours. */
function packGround(heights: Heights, samples: number, cell: number): Float32Array<ArrayBuffer> {
  const { metres, side, apron } = heights;
  const ground = new Float32Array(samples * samples * 4);
  for (let at = 0, j = 0; j < samples; j++) {
    for (let i = 0; i < samples; i++, at += 4) {
      const here = (j + apron) * side + i + apron;
      const [west, east] = [metres[here - 1]!, metres[here + 1]!];
      const [north, south] = [metres[here - side]!, metres[here + side]!];
      const slopeX = (west - east) / (2 * cell);
      const slopeZ = (north - south) / (2 * cell);
      const length = Math.hypot(slopeX, 1, slopeZ);
      const hollow = ((west + east + north + south) / 4 - metres[here]!) / cell;
      ground[at] = metres[here]!;
      ground[at + 1] = slopeX / length;
      ground[at + 2] = slopeZ / length;
      ground[at + 3] = Math.min(1.15, Math.max(0.6, 1 - 0.9 * hollow));
    }
  }
  return ground;
}

/** Darkens the ground below plants, whose real shadows end near the camera. */
function shadeUnderProps(ground: Float32Array, instances: Instances, samples: number, cell: number): void {
  const scale = (samples - 1) / 65536;
  const each = 1.6 / (cell * cell);
  const density = new Float32Array(samples * samples);
  for (let at = 0; at < instances.x.length; at++) {
    const x = instances.x[at]! * scale;
    const z = instances.z[at]! * scale;
    const i = Math.min(samples - 2, Math.floor(x));
    const j = Math.min(samples - 2, Math.floor(z));
    const [fx, fz] = [x - i, z - j];
    const here = j * samples + i;
    density[here]! += each * (1 - fx) * (1 - fz);
    density[here + 1]! += each * fx * (1 - fz);
    density[here + samples]! += each * (1 - fx) * fz;
    density[here + samples + 1]! += each * fx * fz;
  }
  density.forEach((amount, at) => (ground[4 * at + 3]! *= 0.74 + 0.26 * Math.exp(-0.9 * amount)));
}

function packWeights(materials: Materials | null, samples: number): Prepared["weights"] {
  const count = samples * samples;
  const packed = [new Uint8Array(count * 4), new Uint8Array(count * 4)] as const;
  const layers = materials?.layers ?? 1;
  for (let layer = 0; layer < layers; layer++) {
    const target = packed[layer >> 2]!;
    for (let at = 0; at < count; at++) {
      target[4 * at + (layer & 3)] = materials ? materials.planes[layer * count + at]! : 255;
    }
  }
  return packed;
}

function placeProps(instances: Instances, heights: Heights, world: Description, span: number): PropGroup[] {
  return instances.groups.map(({ prop, variant, first, count }) => {
    const [least, most] = world.props[prop]!.scale;
    const matrices = new Float32Array(16 * count);
    const colours = new Float32Array(3 * count);
    for (let i = 0; i < count; i++) {
      const at = first + i;
      const angle = (instances.yaw[at]! / 256) * 2 * Math.PI;
      const scale = least + ((most - least) * instances.scale[at]!) / 255;
      const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
      matrices.set([cos, 0, -sin, 0, 0, scale, 0, 0, sin, 0, cos, 0], 16 * i);
      matrices[16 * i + 12] = (instances.x[at]! * span) / 65536;
      matrices[16 * i + 13] = heights.offset + heights.quantum * instances.y[at]!;
      matrices[16 * i + 14] = (instances.z[at]! * span) / 65536;
      matrices[16 * i + 15] = 1;
      colours.fill(0.75 + (0.5 * instances.tint[at]!) / 255, 3 * i, 3 * i + 3);
    }
    return { prop, variant, count, matrices, colours };
  });
}

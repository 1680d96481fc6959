// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { HEIGHTS, INSTANCES, MATERIALS } from "../src/wire/chunk";
import { readInstances } from "../src/wire/instances";
import { readMaterials } from "../src/wire/materials";
import { prepare } from "../src/world/prepare";
import { encodeHeights } from "./encode";
import { world } from "./fixtures";

/** Two groups: one of prop 0 with variant 1, two of prop 2 with variant 0. */
function instances(): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(4 + 2 * 8 + 3 * 9);
  const view = new DataView(raw.buffer);
  view.setUint16(0, 2, true);
  [0, 1, 1, 0, 2, 0, 2, 0].forEach((word, at) => view.setUint16(4 + 2 * at, word, true));
  [0, 32_768, 65_535, 0, 128, 256, 0, 1, 2].forEach((word, at) => view.setUint16(20 + 2 * at, word, true));
  raw.set([0, 64, 128, 0, 255, 51, 0, 128, 255], 38);
  return raw;
}

describe("instances", () => {
  test("are read group by group, array by array", () => {
    expect(readInstances(instances(), [2, 1, 1])).toEqual({
      groups: [
        { prop: 0, variant: 1, first: 0, count: 1 },
        { prop: 2, variant: 0, first: 1, count: 2 },
      ],
      x: Uint16Array.of(0, 32_768, 65_535),
      y: Uint16Array.of(0, 128, 256),
      z: Uint16Array.of(0, 1, 2),
      yaw: Uint8Array.of(0, 64, 128),
      scale: Uint8Array.of(0, 255, 51),
      tint: Uint8Array.of(0, 128, 255),
    });
  });

  test.each([
    ["a prop beyond the palette", (view: DataView) => view.setUint16(4, 3, true), "prop below 3"],
    ["a variant that the prop has not", (view: DataView) => view.setUint16(6, 2, true), "variant of prop 0"],
    ["an empty group", (view: DataView) => view.setUint32(8, 0, true), "1 to 4096"],
    ["more than a chunk may have", (view: DataView) => view.setUint32(8, 4097, true), "1 to 4096"],
    [
      "more than that together",
      (view: DataView) => (view.setUint32(8, 4000, true), view.setUint32(16, 97, true)),
      "1 to 4096",
    ],
    ["a count that wraps around", (view: DataView) => view.setUint32(16, 2 ** 32 - 1, true), "1 to 4096"],
    ["fewer bytes than its counts need", (view: DataView) => view.setUint32(16, 3, true), "bytes for 4"],
    ["more groups than bytes", (view: DataView) => view.setUint16(0, 4096, true), "4096 groups need"],
  ])("with %s are refused", (_, spoil, reason) => {
    const raw = instances();
    spoil(new DataView(raw.buffer));
    expect(() => readInstances(raw, [2, 1, 1])).toThrow(reason);
  });

  test("stand where the protocol puts them", () => {
    const side = world.chunk.samples + 2 * world.chunk.apron;
    const heights = encodeHeights(new Uint16Array(side * side), {
      side,
      apron: world.chunk.apron,
      offset: 10,
    });
    const { props } = prepare(
      {
        key: { lod: 1, x: 0, y: 0, z: 0 },
        digest: "",
        sections: [
          { kind: HEIGHTS, raw: heights },
          { kind: INSTANCES, raw: instances() },
        ],
      },
      world,
    );
    const [least, most] = world.props[2]!.scale;
    const { matrices, colours } = props[1]!;
    const place = matrices.subarray(12, 15);
    expect([...place]).toEqual([32, 11, 64 / 65_536]);
    // A quarter turn about +Y at the greatest scale takes +X to −Z.
    expect(matrices[0]).toBeCloseTo(0);
    expect(matrices[2]).toBeCloseTo(-most);
    expect(matrices[16 + 5]).toBeCloseTo(least + ((most - least) * 51) / 255);
    expect(colours[0]).toBeCloseTo(0.75 + (0.5 * 128) / 255);
  });
});

describe("materials", () => {
  const raw = (layers: number, side: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(4 + layers * side * side);
    bytes.set([layers, side]);
    return bytes;
  };

  test("are planes in the palette's order", () => {
    const bytes = raw(2, 3);
    bytes[4 + 9] = 200;
    expect(readMaterials(bytes, 3, 2).planes[9]).toBe(200);
  });

  test.each([
    ["layers", raw(3, 3), "palette's 2"],
    ["side", raw(2, 4), "side must be 3"],
    ["length", raw(2, 3).subarray(0, 20), "22 bytes"],
    ["length of nothing", raw(2, 3).subarray(0, 3), "at least 4"],
  ])("of another %s are refused", (_, bytes, reason) => {
    expect(() => readMaterials(bytes, 3, 2)).toThrow(reason);
  });

  test("go to the graphics card four layers a texel", () => {
    const { samples, apron } = world.chunk;
    const side = samples + 2 * apron;
    const bytes = raw(world.materials.length, samples);
    bytes[4 + 4 * samples * samples + 1] = 99;
    const { weights } = prepare(
      {
        key: { lod: 0, x: 0, y: 0, z: 0 },
        digest: "",
        sections: [
          { kind: HEIGHTS, raw: encodeHeights(new Uint16Array(side * side), { side, apron }) },
          { kind: MATERIALS, raw: bytes },
        ],
      },
      world,
    );
    expect([...weights[1].subarray(0, 8)]).toEqual([0, 0, 0, 0, 99, 0, 0, 0]);
  });
});

// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { readHeights } from "../src/wire/heights";
import { encodeHeights } from "./encode";
import { random } from "./random";

const SIDE = 35;
const SHAPES: Record<string, (at: number, next: () => number) => number> = {
  "gentle land": (at, next) => 30_000 + 40 * (at % SIDE) + 8 * next(),
  noise: (_, next) => 65_536 * next(),
  "the extremes": (_, next) => (next() < 0.5 ? 0 : 65_535),
  "a flat floor": () => 65_535,
};

describe.each(Object.entries(SHAPES))("%s", (_, shape) => {
  test.each([1, 2, 3, 4])("comes back exactly, seed %i", (seed) => {
    const next = random(seed);
    const q = Uint16Array.from({ length: SIDE * SIDE }, (_, at) => shape(at, next));
    const offset = -4096.5;
    const quantum = 1 / 64;
    const heights = readHeights(encodeHeights(q, { side: SIDE, apron: 1, offset, quantum }), 33, 1);
    expect(heights.metres).toEqual(Float32Array.from(q, (value) => offset + quantum * value));
  });
});

test.each([
  ["offset", (view: DataView) => view.setFloat32(0, NaN, true), "offset must be finite"],
  ["quantum 0", (view: DataView) => view.setFloat32(4, 0, true), "power of two"],
  ["quantum 3", (view: DataView) => view.setFloat32(4, 3, true), "power of two"],
  ["quantum that overflows", (view: DataView) => view.setFloat32(4, 2 ** 127, true), "stay finite"],
  ["side", (view: DataView) => view.setUint16(8, 36, true), "side must be 35"],
  ["apron", (view: DataView) => view.setUint8(10, 2), "apron must be 1"],
  ["reserved byte", (view: DataView) => view.setUint8(11, 1), "byte 11"],
])("a wrong %s is refused", (_, spoil, reason) => {
  const raw = encodeHeights(new Uint16Array(SIDE * SIDE), { side: SIDE, apron: 1 });
  spoil(new DataView(raw.buffer));
  expect(() => readHeights(raw, 33, 1)).toThrow(reason);
});

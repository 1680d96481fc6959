// SPDX-License-Identifier: MIT
import { expect, test } from "vitest";
import { keyName, overlap, readKeys } from "../src/wire/key";
import { Malformed } from "../src/wire/malformed";

const key = (lod: number, x: number, z: number): { lod: number; x: number; y: number; z: number } => ({
  lod,
  x,
  y: 0,
  z,
});

test("a chunk overlaps itself, its ancestors and its descendants", () => {
  expect(overlap(key(0, -1, 5), key(0, -1, 5))).toBe(true);
  expect(overlap(key(0, -1, 5), key(3, -1, 0))).toBe(true);
  expect(overlap(key(3, -1, 0), key(0, -8, 7))).toBe(true);
});

test("and no neighbour, also across 0", () => {
  expect(overlap(key(0, -1, 0), key(0, 0, 0))).toBe(false);
  expect(overlap(key(0, -1, 0), key(4, 0, 0))).toBe(false);
  expect(overlap(key(0, -9, 0), key(3, -1, 0))).toBe(false);
  expect(overlap(key(0, 2 ** 31 - 1, 0), key(20, 0, 0))).toBe(false);
});

test("the keys of forget are read, or refused", () => {
  expect(readKeys({ keys: [[2, -3, 0, 4]] }).map(keyName)).toEqual(["2/-3/0/4"]);
  for (const wrong of [
    null,
    {},
    { keys: 1 },
    { keys: [1] },
    { keys: [[1, 2, 3]] },
    { keys: [[0, 0, 0, 0.5]] },
    { keys: [["0", 0, 0, 0]] },
  ]) {
    expect(() => readKeys(wrong)).toThrow(Malformed);
  }
});

// SPDX-License-Identifier: MIT
import { must } from "./malformed";

/** Which chunk: its level, and its place counted in spans of that level. */
export interface Key {
  readonly lod: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export type KeyName = string;

export function keyName(key: Key): KeyName {
  return `${key.lod}/${key.x}/${key.y}/${key.z}`;
}

/** Reads the keys of a `forget`. */
export function readKeys(payload: unknown): Key[] {
  const keys = (payload as { keys?: unknown } | null)?.keys;
  must(Array.isArray(keys), "forget: keys must be a list", typeof keys);
  return keys.map((key) => {
    must(
      Array.isArray(key) && key.length === 4 && key.every(Number.isInteger),
      "forget: a key must be [lod, x, y, z]",
      JSON.stringify(key),
    );
    const [lod, x, y, z] = key as [number, number, number, number];
    return { lod, x, y, z };
  });
}

/** Whether two chunks cover some of the same ground. Floors, since `>>` ends at 32 bits and -1 must go to -1. */
export function overlap(a: Key, b: Key): boolean {
  const [fine, coarse] = a.lod <= b.lod ? [a, b] : [b, a];
  const ratio = 2 ** (coarse.lod - fine.lod);
  return Math.floor(fine.x / ratio) === coarse.x && Math.floor(fine.z / ratio) === coarse.z;
}

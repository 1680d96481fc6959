// SPDX-License-Identifier: MIT
//
// The other direction of the protocol, written from docs/protocol.md for the tests alone.
import { createHash } from "node:crypto";
import type { Section } from "../src/wire/chunk";
import type { Key } from "../src/wire/key";

export function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

/** Section 1 from quantised heights, row-major. */
export function encodeHeights(
  q: Uint16Array,
  {
    side,
    apron,
    offset = 0,
    quantum = 1 / 128,
  }: { side: number; apron: number; offset?: number; quantum?: number },
): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(12 + 2 * side * side);
  const view = new DataView(raw.buffer);
  view.setFloat32(0, offset, true);
  view.setFloat32(4, quantum, true);
  view.setUint16(8, side, true);
  raw[10] = apron;
  const at = (i: number, j: number): number => (i < 0 || j < 0 ? 0 : q[j * side + i]!);
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      const residual = ((at(i, j) - at(i - 1, j) - at(i, j - 1) + at(i - 1, j - 1)) << 16) >> 16;
      const folded = ((residual << 1) ^ (residual >> 15)) & 0xffff;
      raw[12 + j * side + i] = folded & 255;
      raw[12 + side * side + j * side + i] = folded >> 8;
    }
  }
  return raw;
}

/** A chunk with uncompressed sections and the digest that belongs to them. */
export function encodeChunk(key: Key, sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  const head = 56 + 16 * sections.length;
  const bytes = new Uint8Array(head + sections.reduce((sum, { raw }) => sum + raw.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([0x53, 0x43, 0x48, 0x4b, 1, sections.length, key.lod, 0]);
  [key.x, key.y, key.z].forEach((place, axis) => view.setInt32(8 + 4 * axis, place, true));
  view.setUint32(52, bytes.length - head, true);
  const hash = createHash("sha256").update(bytes.subarray(6, 7)).update(bytes.subarray(8, 20));
  let at = head;
  sections.forEach(({ kind, raw }, row) => {
    const base = 56 + 16 * row;
    view.setUint8(base, kind);
    view.setUint32(base + 4, at, true);
    view.setUint32(base + 8, raw.length, true);
    view.setUint32(base + 12, raw.length, true);
    bytes.set(raw, at);
    at += raw.length;
    hash
      .update(bytes.subarray(base, base + 1))
      .update(bytes.subarray(base + 12, base + 16))
      .update(raw);
  });
  bytes.set(hash.digest(), 20);
  return bytes;
}

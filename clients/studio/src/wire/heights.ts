// SPDX-License-Identifier: MIT
import { must } from "./malformed";

export interface Heights {
  readonly offset: number;
  readonly quantum: number;
  /** Samples on one side, aprons included. */
  readonly side: number;
  readonly apron: number;
  /** Row-major, `side` squared, metres. */
  readonly metres: Float32Array<ArrayBuffer>;
}

export function readHeights(raw: Uint8Array, samples: number, apron: number): Heights {
  must(raw.length >= 12, "heights: at least 12 bytes", raw.length);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const offset = view.getFloat32(0, true);
  const quantum = view.getFloat32(4, true);
  const side = view.getUint16(8, true);
  must(Number.isFinite(offset), "heights: offset must be finite", offset);
  must(
    Number.isFinite(quantum) && quantum > 0 && Number.isInteger(Math.log2(quantum)),
    "heights: quantum must be a power of two",
    quantum,
  );
  must(
    Number.isFinite(Math.fround(offset + quantum * 65535)),
    "heights: must stay finite",
    `${offset} + 65535 · ${quantum}`,
  );
  must(view.getUint8(10) === apron, `heights: apron must be ${apron}`, view.getUint8(10));
  must(side === samples + 2 * apron, `heights: side must be ${samples + 2 * apron}`, side);
  must(view.getUint8(11) === 0, "heights: byte 11 must be 0", view.getUint8(11));
  const count = side * side;
  must(raw.length === 12 + 2 * count, `heights: ${12 + 2 * count} bytes for a side of ${side}`, raw.length);

  const q = new Uint16Array(count);
  const metres = new Float32Array(count);
  for (let at = 0, j = 0; j < side; j++) {
    for (let i = 0; i < side; i++, at++) {
      const folded = raw[12 + at]! | (raw[12 + count + at]! << 8);
      const residual = (folded >>> 1) ^ -(folded & 1);
      const left = i > 0 ? q[at - 1]! : 0;
      const up = j > 0 ? q[at - side]! : 0;
      const upLeft = i > 0 && j > 0 ? q[at - side - 1]! : 0;
      q[at] = left + up - upLeft + residual;
      metres[at] = offset + quantum * q[at]!;
    }
  }
  return { offset, quantum, side, apron, metres };
}

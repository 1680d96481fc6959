// SPDX-License-Identifier: MIT
//
// The frame of a chunk: header and section table, as docs/protocol.md lays them out. Every number that another one is
// indexed or allocated by is checked here, so that what lies above may trust sizes. What a section means is decoded
// by heights.ts, materials.ts and instances.ts.
import { decompress } from "fzstd";
import { hex } from "./digest";
import type { Key } from "./key";
import { Malformed, must } from "./malformed";

const HEADER_BYTES = 56;
const ROW_BYTES = 16;
const MOST_SECTIONS = 8;
const MOST_RAW_BYTES = 1 << 20;
const MAGIC = 0x4b484353;

export const HEIGHTS = 1;
export const MATERIALS = 2;
export const INSTANCES = 3;

export interface Section {
  readonly kind: number;
  readonly raw: Uint8Array<ArrayBuffer>;
}

export interface Chunk {
  readonly key: Key;
  /** What the chunk says it contains; `verify` proves it. */
  readonly digest: string;
  readonly sections: readonly Section[];
}

/** Reads key and digest alone: enough to know a chunk that is held already. */
export function readHeader(bytes: Uint8Array): {
  key: Key;
  digest: string;
  sections: number;
  rawBytes: number;
} {
  must(bytes.length >= HEADER_BYTES, `chunk: at least ${HEADER_BYTES} bytes`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  must(view.getUint32(0, true) === MAGIC, "chunk: must begin with SCHK", hex(bytes.subarray(0, 4)));
  must(view.getUint8(4) === 1, "chunk: version must be 1", view.getUint8(4));
  const sections = view.getUint8(5);
  must(sections <= MOST_SECTIONS, `chunk: at most ${MOST_SECTIONS} sections`, sections);
  must(view.getUint8(7) === 0, "chunk: byte 7 must be 0", view.getUint8(7));
  const rawBytes = view.getUint32(52, true);
  must(rawBytes <= MOST_RAW_BYTES, `chunk: at most ${MOST_RAW_BYTES} raw bytes`, rawBytes);
  const key = {
    lod: view.getUint8(6),
    x: view.getInt32(8, true),
    y: view.getInt32(12, true),
    z: view.getInt32(16, true),
  };
  return { key, digest: hex(bytes.subarray(20, 52)), sections, rawBytes };
}

export function readChunk(bytes: Uint8Array<ArrayBuffer>): Chunk {
  const header = readHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sections: Section[] = [];
  let at = HEADER_BYTES + ROW_BYTES * header.sections;
  let rawLeft = header.rawBytes;
  must(bytes.length >= at, `chunk: a table of ${header.sections} sections needs ${at} bytes`, bytes.length);
  for (let row = 0; row < header.sections; row++) {
    const base = HEADER_BYTES + ROW_BYTES * row;
    const kind = view.getUint8(base);
    const codec = view.getUint8(base + 1);
    const offset = view.getUint32(base + 4, true);
    const size = view.getUint32(base + 8, true);
    const rawSize = view.getUint32(base + 12, true);
    must(view.getUint16(base + 2, true) === 0, "section: its u16 must be 0", view.getUint16(base + 2, true));
    must(offset === at, `section ${kind}: must follow without a gap at ${at}`, offset);
    must(
      size <= bytes.length - offset,
      `section ${kind}: must end within ${bytes.length} bytes`,
      offset + size,
    );
    must(rawSize <= rawLeft, `section ${kind}: raw size must fit into the sum, ${rawLeft} left`, rawSize);
    must(!sections.some((other) => other.kind === kind), "section: a kind comes once", kind);
    sections.push({ kind, raw: unpack(kind, codec, bytes.subarray(offset, offset + size), rawSize) });
    at += size;
    rawLeft -= rawSize;
  }
  must(at === bytes.length, `chunk: must end with its last section at ${at}`, bytes.length);
  must(rawLeft === 0, `chunk: raw sizes must add up to ${header.rawBytes}`, header.rawBytes - rawLeft);
  return { key: header.key, digest: header.digest, sections };
}

function unpack(
  kind: number,
  codec: number,
  packed: Uint8Array<ArrayBuffer>,
  rawSize: number,
): Uint8Array<ArrayBuffer> {
  if (codec === 0) {
    must(
      packed.length === rawSize,
      `section ${kind}: uncompressed, so bytes must be its raw size ${rawSize}`,
      packed.length,
    );
    return packed;
  }
  must(codec === 1, `section ${kind}: codec must be 0 or 1`, codec);
  // The target bounds the memory whatever the frame claims. That it was filled exactly is for the digest to prove.
  const raw = new Uint8Array(rawSize);
  try {
    decompress(packed, raw);
  } catch (cause) {
    throw new Malformed(`section ${kind}: must be a zstd frame, got ${(cause as Error).message}`);
  }
  return raw;
}

export function section(chunk: Chunk, kind: number): Uint8Array<ArrayBuffer> | undefined {
  return chunk.sections.find((candidate) => candidate.kind === kind)?.raw;
}

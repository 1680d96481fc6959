// SPDX-License-Identifier: MIT
import type { Chunk } from "./chunk";
import { Malformed } from "./malformed";
import { sha256 } from "./sha256";

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  return hex(subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes));
}

/** Refuses a chunk that does not contain what its digest says. */
export async function verify(chunk: Chunk): Promise<void> {
  const size = chunk.sections.reduce((sum, section) => sum + 5 + section.raw.length, 13);
  const message = new Uint8Array(size);
  const view = new DataView(message.buffer);
  view.setUint8(0, chunk.key.lod);
  view.setInt32(1, chunk.key.x, true);
  view.setInt32(5, chunk.key.y, true);
  view.setInt32(9, chunk.key.z, true);
  let at = 13;
  for (const { kind, raw } of chunk.sections) {
    view.setUint8(at, kind);
    view.setUint32(at + 1, raw.length, true);
    message.set(raw, at + 5);
    at += 5 + raw.length;
  }
  const found = await sha256Hex(message);
  if (found !== chunk.digest)
    throw new Malformed(`chunk: its content must match its digest ${chunk.digest}, got ${found}`);
}

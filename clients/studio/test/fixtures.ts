// SPDX-License-Identifier: MIT
//
// What e2e/studio/record-fixtures.mjs recorded from the real sidecar.
import { readFileSync } from "node:fs";
import { readDescription, type Description } from "../src/wire/description";
import { readMessage } from "../src/wire/message";

export const FRAMES = ["0_-43_0_-50", "3_-8_0_-6", "4_-5_0_-2"] as const;

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

export function json(name: string): unknown {
  return JSON.parse(fixture(name).toString());
}

export const world: Description = readDescription(json("archipelago.json"));

/** A WebSocket frame as it came. */
export function frame(name: (typeof FRAMES)[number]): ArrayBuffer {
  return Uint8Array.from(fixture(`${name}.frame`)).buffer;
}

/** The chunk in a frame. */
export function chunkBytes(name: (typeof FRAMES)[number]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readMessage(frame(name)).payload as ArrayBuffer);
}

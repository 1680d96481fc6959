// SPDX-License-Identifier: MIT
import { describe, expect, test } from "vitest";
import { HEIGHTS, readChunk, section } from "../src/wire/chunk";
import { verify } from "../src/wire/digest";
import { readHeights } from "../src/wire/heights";
import { keyName } from "../src/wire/key";
import { Malformed } from "../src/wire/malformed";
import { prepare } from "../src/world/prepare";
import { encodeChunk } from "./encode";
import { chunkBytes, FRAMES, json, world } from "./fixtures";
import { random } from "./random";

const { samples, apron } = world.chunk;

/** All that happens to a chunk before it is shown. */
async function takeIn(bytes: Uint8Array<ArrayBuffer>): Promise<ReturnType<typeof prepare>> {
  const chunk = readChunk(bytes);
  await verify(chunk);
  return prepare(chunk, world);
}

describe.each(FRAMES)("the chunk %s of the real sidecar", (name) => {
  test("is taken in whole and matches its digest", async () => {
    const prepared = await takeIn(chunkBytes(name));
    expect(keyName(prepared.key)).toBe(name.replaceAll("_", "/"));
    expect(prepared.ground.every(Number.isFinite)).toBe(true);
    expect(prepared.low).toBeLessThan(prepared.high);
    expect(prepared.props.length).toBeGreaterThan(0);
  });

  test("is refused at every length but its own", async () => {
    const bytes = chunkBytes(name);
    for (let length = 0; length < bytes.length; length++) {
      await expect(takeIn(bytes.slice(0, length)), `cut to ${length} bytes`).rejects.toThrow(Malformed);
    }
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    await expect(takeIn(longer)).rejects.toThrow(Malformed);
  });

  test("is refused, or the same, after any of 4,000 seeded mutations", async () => {
    const bytes = chunkBytes(name);
    const whole = await takeIn(bytes);
    const next = random(7);
    let refused = 0;
    for (let round = 0; round < 4000; round++) {
      const mutant = bytes.slice();
      // Half of them in the header, where a number decides how much is read.
      const reach = round % 2 ? bytes.length : 104;
      for (let hits = 1 + Math.floor(3 * next()); hits > 0; hits--) {
        mutant[Math.floor(reach * next())]! ^= 1 << Math.floor(8 * next());
      }
      try {
        expect(await takeIn(mutant), `mutation ${round}`).toEqual(whole);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(3900);
  });
});

test("the ground is where the sidecar says that it is, within half a quantum", () => {
  const heights = readHeights(section(readChunk(chunkBytes(FRAMES[0])), HEIGHTS)!, samples, apron);
  const span = (samples - 1) * world.chunk.cellMetres;
  for (const { x, z, metres } of json("ground.json") as { x: number; z: number; metres: number }[]) {
    const [i, j] = [x + 43 * span + apron, z + 50 * span + apron];
    expect(Math.abs(heights.metres[j * heights.side + i]! - metres)).toBeLessThanOrEqual(
      heights.quantum / 2 + 1e-6,
    );
  }
});

describe("a table of sections", () => {
  const key = { lod: 0, x: 1, y: 0, z: -1 };
  const raw = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(size).fill(7);

  test("passes over kinds that are unknown, which the digest covers all the same", async () => {
    const chunk = readChunk(encodeChunk(key, [{ kind: 99, raw: raw(5) }]));
    await verify(chunk);
    expect(section(chunk, 99)).toEqual(raw(5));
    expect(() => prepare(chunk, world)).toThrow("needs heights");
  });

  test.each([
    ["a gap", (view: DataView) => view.setUint32(60, 90, true), "without a gap"],
    ["a size beyond the end", (view: DataView) => view.setUint32(64, 2 ** 32 - 1, true), "must end within"],
    [
      "a raw size beyond the sum",
      (view: DataView) => view.setUint32(68, 2 ** 32 - 1, true),
      "must fit into the sum",
    ],
    ["a sum beyond 1 MiB", (view: DataView) => view.setUint32(52, 2 ** 20 + 1, true), "raw bytes"],
    ["a kind twice", (view: DataView) => view.setUint8(72, 1), "comes once"],
    ["an unknown codec", (view: DataView) => view.setUint8(57, 2), "codec"],
    ["nine sections", (view: DataView) => view.setUint8(5, 9), "sections"],
    ["another version", (view: DataView) => view.setUint8(4, 2), "version"],
  ])("is refused with %s", (_, spoil, reason) => {
    const bytes = encodeChunk(key, [
      { kind: 1, raw: raw(8) },
      { kind: 2, raw: raw(8) },
    ]);
    readChunk(bytes);
    spoil(new DataView(bytes.buffer));
    expect(() => readChunk(bytes)).toThrow(reason);
  });

  test("whose frame of zstd claims more than its raw size fills no more than that", async () => {
    // RFC 8878: magic, single segment of 255 bytes, one last RLE block of 255 times 7.
    const packed = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0xff, 0xfb, 0x07, 0x00, 7]);
    const bytes = encodeChunk(key, [{ kind: 1, raw: packed }]);
    const view = new DataView(bytes.buffer);
    view.setUint8(57, 1);
    view.setUint32(68, 4, true);
    view.setUint32(52, 4, true);
    const chunk = readChunk(bytes);
    expect(section(chunk, 1)).toEqual(raw(4));
    await expect(verify(chunk)).rejects.toThrow("must match its digest");
  });
});

test("a chunk outside the world is refused", () => {
  const beyond = encodeChunk({ lod: 0, x: 65536, y: 0, z: 0 }, []);
  expect(() => prepare(readChunk(beyond), world)).toThrow("within");
  expect(() => prepare(readChunk(encodeChunk({ lod: 7, x: 0, y: 0, z: 0 }, [])), world)).toThrow(
    "level below 7",
  );
  expect(() => prepare(readChunk(encodeChunk({ lod: 0, x: 0, y: 1, z: 0 }, [])), world)).toThrow("y = 0");
});

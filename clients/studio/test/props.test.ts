// SPDX-License-Identifier: MIT
import { createHash } from "node:crypto";
import { Texture } from "three";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAir } from "../src/scene/atmosphere";
import { PropMeshes } from "../src/scene/propMeshes";
import { Props } from "../src/scene/props";
import type { Description } from "../src/wire/description";
import { Api } from "../src/world/api";
import type { Prepared } from "../src/world/prepare";
import { world } from "./fixtures";

/** One triangle. */
function glb(): Uint8Array<ArrayBuffer> {
  const json = JSON.stringify({
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: "VEC3", min: [0, 0, 0], max: [1, 1, 0] },
    ],
    bufferViews: [{ buffer: 0, byteLength: 36 }],
    buffers: [{ byteLength: 36 }],
  });
  const text = new TextEncoder().encode(json.padEnd(4 * Math.ceil(json.length / 4)));
  const bytes = new Uint8Array(12 + 8 + text.length + 8 + 36);
  const view = new DataView(bytes.buffer);
  [0x46546c67, 2, bytes.length, text.length, 0x4e4f534a].forEach((word, i) =>
    view.setUint32(4 * i, word, true),
  );
  bytes.set(text, 20);
  view.setUint32(20 + text.length, 36, true);
  view.setUint32(24 + text.length, 0x004e4942, true);
  [0, 0, 0, 1, 0, 0, 0, 1, 0].forEach((place, i) => view.setFloat32(28 + text.length + 4 * i, place, true));
  return bytes;
}

const here = glb();
const HERE = createHash("sha256").update(here).digest("hex");
const GONE = "0".repeat(64);
const api = new Api(new URL("http://127.0.0.1:4000/"), null);

beforeEach(() => {
  vi.stubGlobal("fetch", (url: URL) =>
    Promise.resolve(url.href.endsWith(HERE) ? new Response(here) : new Response(null, { status: 404 })),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function chunk(x: number): Prepared {
  const props = [
    { prop: 0, variant: 0, count: 1, matrices: new Float32Array(16), colours: new Float32Array(3) },
  ];
  return { key: { lod: 0, x, y: 0, z: 0 }, span: 32, low: 0, high: 1, props } as unknown as Prepared;
}

const gone: Description = {
  ...world,
  props: [{ name: "gone", scale: [1, 1], variants: [[{ blob: GONE, bytes: 1, maxLevel: 6 }]] }],
};

test("a mesh that can not be had does not keep the others from being disposed", async () => {
  const meshes = new PropMeshes(api, createAir(new Texture()));
  await expect(meshes.get(GONE)).rejects.toThrow("does not have it");
  const [part] = await meshes.get(HERE);
  let disposed = 0;
  part!.geometry.addEventListener("dispose", () => disposed++);
  part!.material.addEventListener("dispose", () => disposed++);
  await meshes.dispose();
  expect(disposed).toBe(2);
});

test("a mesh that can not be had is complained of once, however many chunks want it", async () => {
  const failed: string[] = [];
  const meshes = new PropMeshes(api, createAir(new Texture()));
  const props = new Props(gone, meshes, (cause) => failed.push(cause.message));
  for (let x = 0; x < 5; x++) props.put(`0/${x}/0/0`, chunk(x), true);
  await vi.waitUntil(() => props.pending === 0);
  props.put("0/9/0/0", chunk(9), true);
  await vi.waitUntil(() => props.pending === 0);
  expect(failed).toEqual([`blob ${GONE}: the sidecar does not have it`]);
});

test("nobody hears of a mesh that only a world that was left wanted", async () => {
  const failed: string[] = [];
  const props = new Props(gone, new PropMeshes(api, createAir(new Texture())), (cause) =>
    failed.push(cause.message),
  );
  props.put("0/0/0/0", chunk(0), true);
  props.dispose();
  await vi.waitUntil(() => props.pending === 0);
  expect(failed).toEqual([]);
});

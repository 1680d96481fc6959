// SPDX-License-Identifier: MIT
// GLBs of `./seisei bake` as a game loads them at run time.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { seisei } from "../sidecar.mjs";
import { packBench } from "./demo.mjs";
import { complaints, startEngine } from "./engine.mjs";

const AREA = [512, 1024, 768, 1280];
let folder, files, godot;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-godot-"));
  files = createServer(async (request, response) => {
    const body = await readFile(join(folder, request.url.slice(1))).catch(() => undefined);
    // Without a header that a page may read, Godot takes an answer for none: hence the type.
    const headers = { "content-type": "model/gltf-binary", "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };
    response.writeHead(body ? 200 : 404, headers).end(body);
  });
  await new Promise((resolve) => files.listen(0, "127.0.0.1", resolve));
  godot = await startEngine(packBench("glb_bench"));
  await godot.line(/^BENCH READY/);
});
after(async () => {
  await godot?.close();
  files?.closeAllConnections();
  files?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Bakes a part of the world and loads it in Godot. */
async function load(name, ...options) {
  const ran = await seisei(["bake", "--area", AREA.join(","), "--lod", "1", "--out", join(folder, name), ...options]);
  assert.equal(ran.code, 0, ran.stderr);
  const said = (word) => Number(new RegExp(`([\\d,]+) ${word}`).exec(ran.stdout)[1].replaceAll(",", ""));
  const counts = await godot.call("load", { url: `http://127.0.0.1:${files.address().port}/${name}` }, { deadlineMs: 90_000 });
  assert.equal(counts.error, undefined);
  return { counts, instances: said("instances"), triangles: said("triangles") };
}

/** The ground fills its area, and what stands on it reaches out by no more than a crown. */
function assertInPlace([low, high]) {
  const [x0, z0, x1, z1] = AREA;
  for (const [edge, at] of [[x0, low[0]], [z0, low[2]], [x1, high[0]], [z1, high[2]]]) {
    assert.ok(Math.abs(edge - at) < 20, `an edge is at ${at} m, not near ${edge} m`);
  }
}

test("an instanced bake loads as multimeshes, with every instance and triangle", async () => {
  const { counts, instances, triangles } = await load("instanced.glb");
  console.log(`# ${counts.meshes} meshes, ${counts.multimeshes} multimeshes with ${counts.instances} instances`);
  assert.ok(counts.multimeshes > 0 && counts.instances > 100);
  assert.equal(counts.meshes + counts.instances, instances);
  assert.equal(counts.triangles + counts.instanceTriangles, triangles);
  assertInPlace(counts.box);
});

test("a plain bake loads without any extension and shows the same", async () => {
  const { counts, instances, triangles } = await load("plain.glb", "--plain");
  assert.equal(counts.multimeshes, 0);
  assert.equal(counts.meshes, instances);
  assert.equal(counts.triangles, triangles);
  assertInPlace(counts.box);
});

test("the engine did not complain", () => {
  assert.deepEqual(complaints(godot.lines), []);
});

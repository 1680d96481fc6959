// Baked GLBs in the hands of the Khronos validator and of three.js.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Box3, Matrix4 } from "three";
import { seisei } from "../sidecar.mjs";
import { countJson, loadWithThree, readJson, validateGlb } from "./glb.mjs";

const INSTANCING = "EXT_mesh_gpu_instancing";
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-glb-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function bake(name, ...options) {
  const file = join(folder, name);
  const ran = await seisei(["bake", "--world", "worlds/archipelago.json", "--area", "0,0,256,256", "--lod", "1", "--out", file, ...options]);
  assert.equal(ran.code, 0, ran.stderr);
  return { bytes: await readFile(file), said: ran.stdout };
}

/** The number before a word of the summary: `1,234 triangles`. */
function said(summary, word) {
  const found = new RegExp(`([\\d,]+) ${word}`).exec(summary);
  assert.ok(found, `bake says how many ${word}, got: ${summary}`);
  return Number(found[1].replaceAll(",", ""));
}

function assertSound(report, allowed) {
  assert.deepEqual(report.errors, []);
  assert.deepEqual(report.warnings, []);
  assert.deepEqual(report.hints, []);
  assert.deepEqual(report.infos.filter((info) => !allowed.some((pattern) => pattern.test(info))), []);
}

/** The ground reaches from 0 to 256 m on both axes, and what stands on it no further than a crown. */
function assertInPlace(scene) {
  const ground = new Box3();
  scene.traverse((object) => object.name.startsWith("chunk") && ground.expandByObject(object));
  assert.deepEqual([ground.min.x, ground.min.z, ground.max.x, ground.max.z], [0, 0, 256, 256]);
  const all = new Box3().setFromObject(scene);
  assert.ok(all.min.x > -20 && all.min.z > -20 && all.max.x < 276 && all.max.z < 276, JSON.stringify(all));
}

/** World matrix of everything shown, in the order of the file. */
function placesOf(scene) {
  const places = [];
  scene.traverse((object) => {
    if (!object.isMesh) return;
    for (let i = 0; i < (object.isInstancedMesh ? object.count : 1); i++) {
      const place = new Matrix4();
      if (object.isInstancedMesh) object.getMatrixAt(i, place);
      places.push(place.premultiply(object.matrixWorld));
    }
  });
  return places;
}

test("an instanced bake is valid and three.js draws all of it", async () => {
  const { bytes, said: summary } = await bake("instanced.glb");
  // The validator does not know the extension, and therefore not what uses the instances' accessors.
  assertSound(await validateGlb(bytes), [/^UNSUPPORTED_EXTENSION at \/extensionsUsed\/0/, /^UNUSED_OBJECT at \/accessors\/\d+/]);
  const json = readJson(bytes);
  assert.deepEqual(json.extensionsRequired, [INSTANCING]);
  const expected = countJson(json);
  const { scene, instances, triangles, names } = await loadWithThree(bytes);
  assert.deepEqual({ instances, triangles }, expected);
  assert.equal(triangles, said(summary, "triangles"));
  assert.equal(instances, said(summary, "instances"));
  assert.equal(names.filter((name) => name.startsWith("chunk")).length, 16);
  assert.ok(instances > 16, "something grows there");
  assertInPlace(scene);
});

test("a plain bake is valid without any extension and shows the same", async () => {
  const { bytes, said: summary } = await bake("plain.glb", "--plain");
  assertSound(await validateGlb(bytes), []);
  const json = readJson(bytes);
  assert.equal(json.extensionsUsed, undefined);
  const { scene, instances, triangles } = await loadWithThree(bytes);
  assert.deepEqual({ instances, triangles }, countJson(json));
  assert.equal(triangles, said(summary, "triangles"));
  assert.equal(instances, said(summary, "instances"));
  assertInPlace(scene);
  const instanced = await bake("instanced.glb");
  assert.deepEqual(countJson(json), countJson(readJson(instanced.bytes)));
});

test("instanced and plain put everything in the same places", async () => {
  const instanced = placesOf((await loadWithThree((await bake("a.glb")).bytes)).scene);
  const plain = placesOf((await loadWithThree((await bake("b.glb", "--plain")).bytes)).scene);
  assert.equal(instanced.length, plain.length);
  instanced.forEach((place, i) => {
    const off = Math.max(...place.elements.map((element, k) => Math.abs(element - plain[i].elements[k])));
    assert.ok(off < 1e-3, `mesh ${i} is off by ${off}`);
  });
});

test("the same world bakes to the same bytes", async () => {
  const [one, two] = [await bake("one.glb"), await bake("two.glb")];
  assert.ok(one.bytes.equals(two.bytes));
});

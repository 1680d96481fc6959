// The HTTP API of a real sidecar, as docs/protocol.md lists it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { readJson } from "./gltf/glb.mjs";
import { startSidecar } from "./sidecar.mjs";

const CHUNK = "/api/worlds/archipelago/chunks/2/0/0/-1";
let sidecar;

before(async () => {
  sidecar = await startSidecar();
});
after(() => sidecar.close());

function get(path, headers = {}) {
  return fetch(sidecar.url + path, { headers, signal: AbortSignal.timeout(20_000) });
}

async function problem(path, status, code, ...words) {
  const answer = await get(path);
  assert.equal(answer.status, status, path);
  assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
  const body = await answer.json();
  assert.equal(body.status, status);
  assert.equal(body.code, code);
  for (const word of words) assert.ok(body.detail.includes(word), `${body.detail} names ${word}`);
}

test("nodes are told as data", async () => {
  const nodes = await (await get("/api/nodes")).json();
  const terrace = nodes.find(({ node }) => node === "terrace");
  assert.deepEqual(await (await get("/api/nodes/terrace")).json(), terrace);
  assert.deepEqual(terrace.parameters[0], { name: "step", type: "number", unit: "m", least: 0.01, most: 10000, doc: "height of one terrace" });
  const unknown = await get("/api/nodes/dance");
  assert.equal(unknown.status, 404);
  assert.equal((await unknown.json()).code, "node.unknown");
});

test("it says that it lives and is ready", async () => {
  for (const path of ["/health/live", "/health/ready"]) {
    const answer = await get(path);
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status: "up" });
  }
});

test("the world is listed and described, and a known description is not sent again", async () => {
  const [listed] = await (await get("/api/worlds")).json();
  const answer = await get(`/api/worlds/${listed.world}`);
  const about = await answer.json();
  assert.equal(about.graph, listed.graph);
  assert.ok(about.chunk.levels >= 6);
  const again = await get(`/api/worlds/${listed.world}`, { "if-none-match": answer.headers.get("etag") });
  assert.equal(again.status, 304);
});

test("a chunk is the same bytes whoever asks, is known by its digest, and is kept for ever under its graph", async () => {
  const first = await get(CHUNK);
  const bytes = Buffer.from(await first.arrayBuffer());
  assert.equal(first.headers.get("etag"), `"${bytes.subarray(20, 52).toString("hex")}"`);
  assert.equal(first.headers.get("cache-control"), "no-cache");
  assert.ok(Buffer.from(await (await get(CHUNK)).arrayBuffer()).equals(bytes));
  const known = await get(CHUNK, { "if-none-match": first.headers.get("etag") });
  assert.equal(known.status, 304);
  assert.equal((await known.arrayBuffer()).byteLength, 0);
  const [{ graph }] = await (await get("/api/worlds")).json();
  assert.match((await get(`${CHUNK}?graph=${graph}&edits=`)).headers.get("cache-control"), /max-age=31536000, immutable/);
  for (const query of [`graph=${graph}`, "graph=other&edits=", `graph=${graph}&edits=other`]) {
    assert.equal((await get(`${CHUNK}?${query}`)).headers.get("cache-control"), "no-cache", query);
  }
});

test("a chunk as GLB has ground and instances, and a tag of its own", async () => {
  const answer = await get(`${CHUNK}.glb`);
  assert.equal(answer.headers.get("content-type"), "model/gltf-binary");
  const json = readJson(Buffer.from(await answer.arrayBuffer()));
  assert.ok(json.nodes.some((node) => node.name === "chunk 2/0/0/-1"));
  const tag = answer.headers.get("etag");
  assert.notEqual(tag, (await get(CHUNK)).headers.get("etag"));
  assert.equal((await get(`${CHUNK}.glb`, { "if-none-match": tag })).status, 304);
});

test("every mesh of the description is there under its own digest", async () => {
  const about = await (await get("/api/worlds/archipelago")).json();
  const meshes = about.props.flatMap((prop) => prop.variants.flat());
  assert.ok(meshes.length >= 12);
  for (const mesh of meshes) {
    const answer = await get(`/api/blobs/${mesh.blob}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.length, mesh.bytes);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), mesh.blob);
    assert.match(answer.headers.get("cache-control"), /immutable/);
  }
});

test("the ground is told at many places at once", async () => {
  const places = Array.from({ length: 200 }, (_, i) => `at=${i * 7.5 - 700},${i * 3.25}`).join("&");
  const answer = await (await get(`/api/worlds/archipelago/ground?${places}`)).json();
  assert.equal(answer.length, 200);
  assert.ok(answer.every(({ metres }) => metres > -500 && metres < 1000));
  assert.deepEqual([answer[1].x, answer[1].z], [-692.5, 3.25]);
});

test("a hundred clients that ask for the same cold chunks at once all get them", async () => {
  const keys = [0, 1, 2, 3].map((x) => `/api/worlds/archipelago/chunks/0/${x + 40}/0/40`);
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => get(keys[i % 4])));
  const tags = new Set(answers.map((answer) => (assert.equal(answer.status, 200), answer.headers.get("etag"))));
  assert.equal(tags.size, 4);
});

test("what is wrong is refused with a code and a sentence", async () => {
  await problem("/api/worlds/atlantis", 404, "world.unknown", "atlantis");
  await problem("/api/worlds/archipelago/chunks/2/0/1/0", 404, "chunk.unknown", "2/0/1/0");
  await problem("/api/worlds/archipelago/chunks/2/99999/0/0", 404, "chunk.unknown", "2/99999/0/0");
  await problem("/api/worlds/archipelago/chunks/99/0/0/0", 400, "request.invalid", "lod", "99");
  await problem("/api/worlds/archipelago/chunks/2/x/0/0", 400, "request.invalid", "x", "`x`");
  await problem("/api/worlds/archipelago/chunks/2/99999999999/0/0", 400, "request.invalid", "99999999999");
  await problem("/api/worlds/archipelago/ground", 400, "request.invalid", "at");
  await problem("/api/worlds/archipelago/ground?at=1,NaN", 400, "request.invalid", "NaN");
  await problem("/api/worlds/archipelago/ground?at=1e9,0", 400, "request.invalid", "1.0E9");
  await problem(`/api/blobs/${"0".repeat(64)}`, 404, "blob.unknown");
  await problem("/api/blobs/..%2f..%2fpom.xml", 404, "blob.unknown");
  await problem("/api/nothing", 404, "path.unknown", "/api/nothing");
  await problem("/socket/websocket?vsn=2.0.0", 400, "socket.upgrade");
});

test("no path leads out of the studio's folder", async () => {
  for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/assets/../../package.json"]) {
    // fetch would tidy the path before it sends it.
    const status = await new Promise((resolve, reject) => {
      request({ port: sidecar.port, host: "127.0.0.1", path }, (answer) => resolve(answer.resume().statusCode)).on("error", reject).end();
    });
    assert.ok(status === 400 || status === 404, `${path} gives ${status}`);
  }
});

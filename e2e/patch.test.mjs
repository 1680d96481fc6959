// A world whose parameters are changed while people are in it.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { openClient } from "./client.mjs";
import { repository, startSidecar } from "./sidecar.mjs";

const VIEW = { position: [-1384, 60, -936], velocity: [0, 0, 0], radius: 300, detail: 1.5 };
const HIGHER = { nodes: { rolling: { amplitude: 30 } } };
const AS_IT_WAS = { nodes: { rolling: { amplitude: 9 } } };
let sidecar;
let folder;
const clients = new Set();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-patch-"));
  sidecar = await startSidecar();
});
after(async () => {
  await sidecar?.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  for (const client of clients) client.close();
  clients.clear();
});

async function come(id) {
  const client = await openClient(sidecar, {
    as: { id },
    prepare(channel, changed) {
      channel.on("world", (description) => {
        worlds.get(id).push(description);
        changed();
      });
    },
  });
  clients.add(client);
  return client;
}
const worlds = new Map();

async function fileWith({ nodes: { rolling } }) {
  const world = JSON.parse(await readFile(join(repository, "worlds/archipelago.json"), "utf8"));
  Object.assign(world.nodes.rolling, rolling);
  await writeFile(join(folder, "archipelago.json"), JSON.stringify(world));
  return join(folder, "archipelago.json");
}

const described = async () => (await fetch(`${sidecar.url}/api/worlds/archipelago`)).json();

test("what an author changes everyone gets, chunk by chunk, and back again to the bit", async () => {
  for (const id of ["ada", "bob"]) worlds.set(id, []);
  const [ada, bob] = [await come("ada"), await come("bob")];
  await Promise.all([ada.look(VIEW), bob.look(VIEW)]);
  const before = { chunks: new Map(bob.chunks), graph: bob.joined.graph };
  const completes = bob.completes;
  const { status, response } = await ada.ask("patch", { merge: HIGHER });
  assert.equal(status, "ok");
  assert.notEqual(response.graph, before.graph);
  await bob.until("the new description", () => worlds.get("bob").at(-1)?.graph === response.graph);
  await bob.until("all of it anew", (client) => client.completes > completes);
  assert.equal((await described()).graph, response.graph);
  assert.deepEqual([...bob.chunks.keys()].sort(), [...before.chunks.keys()].sort(), "nothing is missing, nothing more is there");
  const changed = [...bob.chunks].filter(([key, digest]) => before.chunks.get(key) !== digest);
  assert.ok(changed.length > bob.chunks.size / 2, `${changed.length} of ${bob.chunks.size} are others`);
  // As a sidecar makes them that knows nothing but the file with this change in it.
  const other = await startSidecar({ args: ["--world", await fileWith(HIGHER)] });
  try {
    for (const [key, digest] of bob.chunks) {
      const answer = await fetch(`${other.url}/api/worlds/archipelago/chunks/${key}`);
      await answer.arrayBuffer();
      assert.equal(answer.headers.get("etag"), `"${digest}"`, key);
    }
    assert.equal((await (await fetch(`${other.url}/api/worlds/archipelago`)).json()).graph, response.graph);
  } finally {
    await other.close();
  }
  const again = bob.completes;
  assert.equal((await ada.ask("patch", { merge: AS_IT_WAS })).response.graph, before.graph);
  await bob.until("all of it as it was", (client) => client.completes > again);
  assert.deepEqual([...bob.chunks].sort(), [...before.chunks].sort());

  const history = "/worlds/archipelago/history";
  const { nodes } = await (await fetch(`${sidecar.url}/api/tree/match?pattern=${history}/*`)).json();
  const kept = await Promise.all(nodes.map(async ({ path }) => (await fetch(`${sidecar.url}/api/tree/nodes${path}`)).json()));
  assert.deepEqual(kept.map(({ graph }) => graph), [before.graph, response.graph, before.graph]);
  const file = await (await fetch(`${sidecar.url}/api/blobs/${kept[1].file}`)).json();
  assert.equal(file.nodes.rolling.amplitude, HIGHER.nodes.rolling.amplitude);
});

test("a patch that makes no sound world is refused as a file is, and changes nothing", async () => {
  const ada = await come("ada");
  const { graph } = await described();
  for (const [merge, code, named] of [
    [{ nodes: { rolling: { amplitude: "high" } } }, /^graph\./, /rolling/],
    [{ nodes: { rolling: null } }, /^graph\./, /rolling/],
    [{ nodes: { base: { of: "ground" } } }, /^graph\.cycle$/, /base|ground/],
    [{ nodes: { ridges: { amplitude: 1e9 } } }, /^graph\./, /ridges|terrain/],
    [{ id: "elsewhere" }, /^patch\.id$/, /archipelago/],
    [{ chunk: { samples: 65 } }, /^patch\.chunk$/, /chunk/],
  ]) {
    const { status, response } = await ada.ask("patch", { merge });
    assert.equal(status, "error", JSON.stringify(merge));
    assert.match(response.code, code);
    assert.match(response.reason, named);
  }
  for (const payload of [{}, { merge: 7 }, { merge: [] }, null]) {
    assert.equal((await ada.ask("patch", payload)).response.code, "patch.merge");
  }
  assert.equal((await described()).graph, graph);
});

test("a patch is kept over a crash, with the edits that lie over it", async () => {
  const ada = await come("ada");
  const at = { x: -1384, z: -936 };
  await ada.ask("edit", { op: "hill", kind: "raise", ...at, radius: 20, metres: 5 });
  const { response } = await ada.ask("patch", { merge: HIGHER });
  const ground = async () => (await (await fetch(`${sidecar.url}/api/worlds/archipelago/ground?at=${at.x},${at.z}`)).json())[0].metres;
  const before = await ground();
  ada.close();
  await sidecar.kill("SIGKILL");
  await sidecar.restart();
  assert.equal((await described()).graph, response.graph);
  assert.equal(await ground(), before);
  assert.deepEqual(
    sidecar.lines().filter((line) => /ERROR|SEVERE|Exception/.test(line)),
    [],
  );
});

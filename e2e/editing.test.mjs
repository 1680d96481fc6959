// Several who shape one world: what one does the others get, take back, and find again after a crash.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openClient } from "./client.mjs";
import { startSidecar } from "./sidecar.mjs";

// Land between beach and hills.
const AT = { x: -1384, z: -936 };
const VIEW = { position: [AT.x, 60, AT.z], velocity: [0, 0, 0], radius: 300, detail: 1.5 };
let sidecar;
const clients = new Set();

before(async () => {
  sidecar = await startSidecar();
});
after(() => sidecar.close());
afterEach(() => {
  for (const client of clients) client.close();
  clients.clear();
});

async function come(id, options = {}) {
  const client = await openClient(sidecar, { as: { id, name: id }, ...options });
  clients.add(client);
  return client;
}

const ground = async ({ x, z } = AT) => (await (await fetch(`${sidecar.url}/api/worlds/archipelago/ground?at=${x},${z}`)).json())[0].metres;
const etag = async (key) => {
  const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${key}`);
  await answer.arrayBuffer();
  return answer.headers.get("etag");
};

/** Keys of the chunks over a place, finest first. */
const keysAt = ({ x, z }) => Array.from({ length: 7 }, (_, lod) => [lod, Math.floor(x / (32 * 2 ** lod)), 0, Math.floor(z / (32 * 2 ** lod))].join("/"));

test("what one raises the other gets: the edit, the new chunks, and the same as over HTTP", async () => {
  const [ada, bob] = [await come("ada-1"), await come("bob-1")];
  await Promise.all([ada.look(VIEW), bob.look(VIEW)]);
  const before = { ground: await ground(), chunks: new Map(bob.chunks) };
  const { status, response } = await ada.ask("edit", { op: "one", kind: "raise", ...AT, radius: 20, metres: 12 });
  assert.equal(status, "ok");
  assert.equal(response.op, "one");
  const edit = await bob.until("the edit", ({ events }) => events.find(({ event }) => event === "edit"));
  assert.deepEqual(edit.payload, { number: response.number, by: "ada-1", op: "one", edit: { kind: "raise", ...AT, radius: 20, metres: 12 } });
  const others = ({ chunks }) => [...chunks].filter(([key, digest]) => before.chunks.get(key) !== digest);
  await bob.until("another chunk", (client) => others(client).some(([key]) => keysAt(AT).includes(key)));
  await bob.until("all of them", (client) => client.completes >= 2);
  const changed = others(bob);
  assert.ok(Math.abs((await ground()) - before.ground - 12) < 0.05, `${await ground()} m after ${before.ground} m`);
  for (const [key] of changed) {
    assert.equal(await etag(key), `"${bob.chunks.get(key)}"`, key);
    await ada.until(`${key} for the one who did it`, ({ chunks }) => chunks.get(key) === bob.chunks.get(key));
  }
  // What lies far off keeps its bits, and nobody is sent it again.
  const isNear = (key) => {
    const [lod, x, , z] = key.split("/").map(Number);
    const span = 32 * 2 ** lod;
    const reach = 20 + 4 * 2 ** lod;
    return Math.abs(AT.x - (x + 0.5) * span) < span / 2 + reach && Math.abs(AT.z - (z + 0.5) * span) < span / 2 + reach;
  };
  assert.deepEqual(changed.filter(([key]) => !isNear(key)), []);
  const far = [...before.chunks].filter(([key]) => !isNear(key));
  assert.ok(far.length > 20);
  for (const [key, digest] of far) assert.equal(bob.chunks.get(key), digest);
});

test("undo gives every bit back, redo takes it again, each only one's own", async () => {
  const [ada, bob] = [await come("ada-2"), await come("bob-2")];
  const at = { x: -700, z: -300 };
  const [key] = keysAt(at);
  const tags = [await etag(key)];
  await ada.ask("edit", { op: "1", kind: "flatten", ...at, radius: 15, metres: 30, strength: 1 });
  tags.push(await etag(key));
  await bob.ask("edit", { op: "1", kind: "paint", ...at, radius: 10, material: "sand", strength: 1 });
  tags.push(await etag(key));
  await ada.ask("edit", { op: "2", kind: "smooth", ...at, radius: 25, strength: 0.8 });
  tags.push(await etag(key));
  assert.equal(new Set(tags).size, 4);
  assert.equal((await ada.ask("undo", { op: "3" })).status, "ok");
  assert.equal(await etag(key), tags[2]);
  assert.equal((await bob.ask("undo", { op: "2" })).status, "ok");
  assert.equal(await etag(key), tags[1]);
  assert.equal((await ada.ask("undo", { op: "4" })).status, "ok");
  assert.equal(await etag(key), tags[0], "nothing is left of it");
  assert.equal((await ada.ask("undo", { op: "5" })).response.code, "undo.nothing");
  for (const [client, op] of [[ada, "6"], [bob, "3"], [ada, "7"]]) assert.equal((await client.ask("redo", { op })).status, "ok");
  assert.equal(await etag(key), tags[3]);
  assert.equal((await ada.ask("redo", { op: "8" })).response.code, "redo.nothing");
});

test("an operation that is sent again after a doubt is done once", async () => {
  const ada = await come("ada-3");
  const edit = { op: "again", kind: "raise", x: 300, z: -500, radius: 8, metres: 3 };
  const first = await ada.ask("edit", edit);
  const height = await ground({ x: 300, z: -500 });
  assert.deepEqual(await ada.ask("edit", edit), first);
  assert.equal(await ground({ x: 300, z: -500 }), height);
});

test("a tree is placed where one says, others see it, and removing takes it away", async () => {
  const ada = await come("ada-4");
  const at = { x: -1370, z: -920 };
  const [key] = keysAt(at);
  await ada.ask("edit", { op: "clear", kind: "remove", ...at, radius: 60 });
  const bare = await etag(key);
  await ada.ask("edit", { op: "plant", kind: "place", ...at, prop: "oak", yaw: 40, scale: 200 });
  assert.notEqual(await etag(key), bare);
  await ada.ask("edit", { op: "fell", kind: "remove", ...at, radius: 2 });
  assert.equal(await etag(key), bare);
});

test("what cannot be done is refused with a code and changes nothing", async () => {
  const ada = await come("ada-5");
  const { digest } = { digest: (await (await fetch(`${sidecar.url}/api/worlds/archipelago`)).json()).edits };
  for (const [event, payload, code] of [
    ["edit", { kind: "raise", ...AT, radius: 9, metres: 1 }, "edit.op"],
    ["edit", { op: "", kind: "raise", ...AT, radius: 9, metres: 1 }, "edit.op"],
    ["edit", { op: "x".repeat(65), kind: "raise", ...AT, radius: 9, metres: 1 }, "edit.op"],
    ["edit", { op: "x", kind: "melt" }, "edit.kind"],
    ["edit", { op: "x", kind: "raise", ...AT, radius: 1000, metres: 1 }, "edit.radius"],
    ["edit", { op: "x", kind: "raise", ...AT, radius: 9, metres: 1000 }, "edit.metres"],
    ["edit", { op: "x", kind: "raise", x: 70_000, z: 0, radius: 9, metres: 1 }, "edit.x"],
    ["edit", { op: "x", kind: "paint", ...AT, radius: 9, material: "lava", strength: 1 }, "edit.material"],
    ["edit", { op: "x", kind: "place", ...AT, prop: "rocket" }, "edit.prop"],
    ["edit", null, "edit.op"],
    ["undo", {}, "undo.op"],
    ["look", { position: [1, 2] }, "look.position"],
    ["look", { position: [0, 0, 0], direction: [9, 0, 0] }, "look.direction"],
  ]) {
    const { status, response } = await ada.ask(event, payload);
    assert.equal(status, "error", JSON.stringify(payload));
    assert.equal(response.code, code);
    assert.match(response.reason, /\w+ .*\w/);
  }
  assert.equal((await (await fetch(`${sidecar.url}/api/worlds/archipelago`)).json()).edits, digest);
});

test("everyone gets the edits of all in one order", async () => {
  const all = await Promise.all(["a", "b", "c", "d"].map((name) => come(`${name}-6`)));
  const sent = all.map((client, who) =>
    Promise.all(Array.from({ length: 25 }, (_, n) => client.ask("edit", { op: `${n}`, kind: "lower", x: 2000 + 9 * who, z: n, radius: 4, metres: 0.1 }))),
  );
  await Promise.all(sent);
  const orders = await Promise.all(
    all.map((client) =>
      client.until("all edits", ({ events }) => {
        const edits = events.filter(({ event, payload }) => event === "edit" && payload.by.endsWith("-6"));
        return edits.length === 100 && edits.map(({ payload }) => payload.number);
      }),
    ),
  );
  for (const order of orders) assert.deepEqual(order, Array.from({ length: 100 }, (_, n) => orders[0][0] + n));
});

test("no edit that was acknowledged is lost when the sidecar is killed in the middle of many", async () => {
  const ada = await come("ada-7");
  const acknowledged = new Map();
  let sending = true;
  const sender = (async () => {
    for (let n = 0; sending && n < 5000; n++) {
      ada.channel
        .push("edit", { op: `stroke ${n}`, kind: "raise", x: 3000 + (n % 50), z: 3000, radius: 5, metres: 0.5 })
        .receive("ok", ({ number }) => acknowledged.set(`stroke ${n}`, number));
      if (n % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  await ada.until("some acknowledged", () => acknowledged.size > 100);
  await sidecar.kill("SIGKILL");
  sending = false;
  await sender;
  const promised = new Map(acknowledged);
  ada.close();
  await sidecar.restart();
  const again = await come("ada-7");
  for (const [op, number] of [...promised].slice(-200)) {
    const answer = await again.ask("edit", { op, kind: "raise", x: 3000, z: 3000, radius: 5, metres: 0.5 });
    assert.deepEqual(answer, { status: "ok", response: { number, op } }, "what was promised is known under its number");
  }
  console.log(`# ${promised.size} acknowledged before the kill, all there`);
});

test("a restart keeps the ground, and undo of what was done before it", async () => {
  const ada = await come("ada-8");
  const at = { x: 1200, z: 700 };
  const [key] = keysAt(at);
  const bare = await etag(key);
  await ada.ask("edit", { op: "hill", kind: "raise", ...at, radius: 30, metres: 20 });
  const hill = await etag(key);
  ada.close();
  await sidecar.kill("SIGTERM");
  await sidecar.restart();
  assert.equal(await etag(key), hill);
  const again = await come("ada-8");
  assert.equal((await again.ask("undo", { op: "back" })).status, "ok");
  assert.equal(await etag(key), bare);
});

test("phoenix.js that was away comes back to the world as it is now", async () => {
  const bob = await come("bob-9");
  await bob.look(VIEW);
  const [key] = keysAt(AT);
  const before = bob.chunks.get(key);
  await sidecar.kill("SIGKILL");
  const rejoined = bob.until("rejoin", () => bob.joins > 1);
  await sidecar.restart();
  const ada = await come("ada-9");
  await ada.ask("edit", { op: "while away", kind: "raise", ...AT, radius: 20, metres: 7 });
  await rejoined;
  await bob.look(VIEW);
  assert.notEqual(bob.chunks.get(key), before);
  assert.equal(await etag(key), `"${bob.chunks.get(key)}"`);
});

test("the sidecar complained of nothing", () => {
  assert.deepEqual(
    sidecar.lines().filter((line) => /ERROR|SEVERE|Exception/.test(line)),
    [],
  );
});

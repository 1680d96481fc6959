// Who is here and where they look, with the Presence of both lines of phoenix.js.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Presence, Socket } from "phoenix";
import { phoenix17 } from "./phoenix-1-7.mjs";
import { openClient } from "./client.mjs";
import { startSidecar } from "./sidecar.mjs";

const LINES = [
  ["1.8", Socket, Presence],
  ["1.7", phoenix17.Socket, phoenix17.Presence],
];
let sidecar;
const clients = new Set();

before(async () => {
  sidecar = await startSidecar({ args: ["--heartbeat", "2"] });
});
after(() => sidecar.close());
afterEach(() => {
  for (const client of clients) client.close();
  clients.clear();
});

async function come(as, [, Client, Who] = LINES[0]) {
  let presence;
  const told = [];
  const client = await openClient(sidecar, {
    as,
    Client,
    prepare(channel, changed) {
      presence = new Who(channel);
      presence.onJoin((id, current, { metas }) => told.push(`${current ? "again" : "came"} ${id} ${metas.at(-1).name}`));
      presence.onLeave((id, current) => told.push(`${current.metas.length ? "less" : "went"} ${id}`));
      presence.onSync(changed);
    },
  });
  clients.add(client);
  client.told = told;
  client.here = () => presence.list((id, { metas }) => ({ id, count: metas.length, ...metas[0] })).sort((a, b) => (a.id < b.id ? -1 : 1));
  client.ids = () => client.here().map(({ id }) => id).join();
  return client;
}

for (const line of LINES) {
  test(`phoenix.js ${line[0]} sees who is here, who comes and who goes`, async () => {
    const ada = await come({ id: "ada", name: "Ada", colour: "#ff8800", kind: "person" }, line);
    assert.deepEqual(ada.joined.you, { name: "Ada", colour: "#ff8800", kind: "person", id: "ada" });
    await ada.until("oneself", () => ada.ids() === "ada");
    const bob = await come({ id: "bob", name: "Bob" }, line);
    await bob.until("both", () => bob.ids() === "ada,bob");
    await ada.until("both", () => ada.ids() === "ada,bob");
    const [first] = bob.here();
    assert.equal(first.name, "Ada");
    assert.equal(first.colour, "#ff8800");
    assert.equal(first.kind, "person");
    assert.match(first.phx_ref, /^\S+$/);
    const twin = await come({ id: "ada", name: "Ada" }, line);
    await bob.until("Ada twice", () => bob.here()[0].count === 2);
    twin.close();
    await bob.until("Ada once", () => bob.here()[0].count === 1);
    ada.close();
    await bob.until("Bob alone", () => bob.ids() === "bob");
    // What the state of a join had already, a diff that was on its way may tell again; and who had the
    // ids before may still be going.
    const told = bob.told.filter((line) => !line.startsWith("again") && line !== "less bob");
    assert.deepEqual(told, ["came ada Ada", "came bob Bob", "less ada", "went ada"]);
    bob.close();
  });
}

test("where one looks the others see, the latest of it", async () => {
  const [ada, bob] = [await come({ id: "ada" }), await come({ id: "bob" })];
  for (let x = 0; x < 100; x++) ada.channel.push("look", { position: [x, 20, -x], direction: [0, 0, -1] });
  const looks = ({ events }) => events.filter(({ event, payload }) => event === "looks" && payload.looks.ada);
  await bob.until("the last look", (client) => looks(client).at(-1)?.payload.looks.ada[0] === 99);
  assert.deepEqual(looks(bob).at(-1).payload.looks.ada, [99, 20, -99, 0, 0, -1]);
  assert.ok(looks(bob).length < 50, `${looks(bob).length} messages for 100 looks`);
  const late = await come({ id: "late" });
  await late.until("where Ada is", (client) => looks(client).at(-1)?.payload.looks.ada[0] === 99);
});

test("who was killed is gone for the others within a heartbeat or so, and who comes back is once there", async () => {
  const bob = await come({ id: "bob" });
  const ada = await come({ id: "ada" });
  await bob.until("Ada", () => bob.ids() === "ada,bob");
  ada.socket.conn.terminate();
  await bob.until("Ada came back", () => bob.told.filter((what) => what === "came ada ada" || what === "again ada ada").length === 2);
  await bob.until("once", () => bob.here()[0]?.count === 1);
});

test("who wants to hear of nobody is seen and hears nothing", async () => {
  const quiet = await come({ id: "quiet", presence: false });
  const bob = await come({ id: "bob" });
  await bob.until("both", () => bob.ids() === "bob,quiet");
  await bob.ask("look", { position: [1, 2, 3] });
  await bob.until("its own look", ({ events }) => events.some(({ event }) => event === "looks"));
  await quiet.ask("look", { position: [1, 2, 3] });
  assert.equal(quiet.ids(), "");
  assert.deepEqual(quiet.events, []);
});

test("what nobody can be is refused", async () => {
  for (const colour of ["red", 7, "#FF8800"]) await assert.rejects(come({ colour }), /join\.colour/);
});

// Components that are toggled in a real sidecar: by the official phoenix client, over HTTP and from the command line.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Socket } from "phoenix";
import WebSocket from "ws";
import { until, within } from "./deadline.mjs";
import { seisei, startSidecar } from "./sidecar.mjs";

const INSTALLED = ["Ada", "ElixirPhoenix", "ElixirNx", "MembraneFramework", "Khepri"];
const ABSENT = ["GodotEngine", "OpenMfxSupport", "BlenderClient", "AIMLFramework"];
let folder;
let sidecar;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-control-"));
  const guards = join(folder, "guards.json");
  await writeFile(
    guards,
    JSON.stringify({
      format: "seisei-guards/1",
      guards: [
        { event: "TOGGLE_ADA", at: "join", name: "two at most", when: "world.participants < 2" },
        { event: "TOGGLE_ELIXIR_NX", name: "not by bob", when: "participant.name != 'Bob'" },
      ],
    }),
  );
  const bridge = join(folder, "bridge.json");
  await writeFile(
    bridge,
    JSON.stringify({
      format: "seisei-pipeline/1",
      id: "bridge",
      elements: { here: { type: "channel", options: { name: "here" } }, there: { type: "channel", options: { name: "there" } } },
      links: ["here -> there"],
    }),
  );
  sidecar = await startSidecar({ args: ["--guards", guards, "--pipeline", bridge] });
});
after(async () => {
  await sidecar?.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(path, options = {}) {
  const answer = await fetch(sidecar.url + path, { signal: AbortSignal.timeout(20_000), ...options });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

function post(event) {
  return ask("/api/control/events", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(event) });
}

async function component(name) {
  const { body } = await ask("/api/control");
  return body.components.find((one) => one.component === name);
}

function reaches(name, state) {
  return until(`${name} ${state}`, async () => (await component(name)).state === state);
}

async function turn(event, to, name, state = to) {
  const { status, body } = await post({ event, to });
  assert.equal(status, 200, JSON.stringify(body));
  await reaches(name, state);
}

const sockets = new Set();
function connect(name) {
  const socket = new Socket(sidecar.socketUrl, {
    transport: WebSocket,
    params: { id: name.toLowerCase(), name, kind: "person" },
    reconnectAfterMs: () => 100,
    rejoinAfterMs: () => 100,
  });
  sockets.add(socket);
  socket.connect();
  return socket;
}
after(() => sockets.forEach((socket) => socket.disconnect()));

function answered(push) {
  return within("answer", (resolve) =>
    push.receive("ok", (response) => resolve({ ok: true, response })).receive("error", (response) => resolve({ ok: false, response })),
  );
}

test("every component of the diagram is there, and none pretends", async () => {
  await until("ElixirNx settled", async () => (await component("ElixirNx")).state !== "starting");
  const { body } = await ask("/api/control");
  assert.deepEqual(
    body.components.map((one) => one.event),
    ["TOGGLE_ADA", "TOGGLE_ELIXIR_PHOENIX", "TOGGLE_GODOT_ENGINE", "TOGGLE_OPEN_MFX_SUPPORT", "TOGGLE_BLENDER_CLIENT",
      "TOGGLE_ELIXIR_NX", "TOGGLE_AIML_FRAMEWORK", "TOGGLE_MEMBRANE_FRAMEWORK", "TOGGLE_KHEPRI"],
  );
  for (const one of body.components) {
    if (INSTALLED.includes(one.component)) assert.ok(one.installed, one.component);
    if (ABSENT.includes(one.component)) {
      assert.equal(one.state, "failed");
      assert.match(one.reason, /^not installed\. .+\.$/);
      const refused = await post({ event: one.event, to: "on" });
      assert.equal(refused.status, 409);
      assert.equal(refused.body.code, "component.not-installed");
    }
    assert.ok(!Number.isNaN(Date.parse(one.since)));
  }
});

test("the control topic tells every change and takes the record's events", async () => {
  const alice = connect("Alice").channel("control");
  const heard = [];
  alice.on("component", (one) => heard.push(`${one.component} ${one.state}: ${one.reason}`));
  const joined = await answered(alice.join());
  assert.equal(joined.response.components.length, 9);
  const off = await answered(alice.push("TOGGLE_ELIXIR_NX", {}));
  assert.ok(off.ok, JSON.stringify(off.response));
  assert.equal(off.response.wanted, false);
  await until("told of", async () => heard.some((line) => /^ElixirNx off: turned off by Alice$/.test(line)));
  assert.ok(heard.some((line) => /^ElixirNx stopping: turned off by Alice$/.test(line)));
  const again = await answered(alice.push("TOGGLE_ELIXIR_NX", { to: "off" }));
  assert.ok(again.ok, "asking twice for the same is no fault");
  const odd = await answered(alice.push("TOGGLE_ELIXIR_NX", { to: "sideways" }));
  assert.deepEqual([odd.ok, odd.response.code], [false, "control.to"]);
  const unknown = await answered(alice.push("TOGGLE_ATLANTIS", {}));
  assert.equal(unknown.response.code, "control.event");
  assert.match(unknown.response.reason, /TOGGLE_KHEPRI/);
});

test("a condition that does not hold refuses and is named", async () => {
  const bob = connect("Bob").channel("control");
  await answered(bob.join());
  const before = await component("ElixirNx");
  const refused = await answered(bob.push("TOGGLE_ELIXIR_NX", {}));
  assert.equal(refused.ok, false);
  assert.equal(refused.response.code, "guard.refused");
  assert.equal(refused.response.condition, "not by bob");
  assert.match(refused.response.reason, /^Bob may not turn ElixirNx on: TOGGLE_ELIXIR_NX \[not by bob\] asks that participant\.name != 'Bob'/);
  assert.deepEqual(await component("ElixirNx"), before);
  await turn("TOGGLE_ELIXIR_NX", "on", "ElixirNx");
});

test("TOGGLE_ADA [condition] admits participants, and off sends them out until it is on again", async () => {
  const [ada, alice, carol] = ["Ada", "Alice", "Carol"].map((name) => connect(name).channel("world:archipelago"));
  assert.ok((await answered(ada.join())).ok);
  assert.ok((await answered(alice.join())).ok);
  const third = await answered(carol.join());
  assert.equal(third.response.condition, "two at most");
  assert.match(third.response.reason, /^Carol is not admitted to archipelago: TOGGLE_ADA \[two at most\]/);
  alice.leave();
  await until("Carol in Alice's place", async () => carol.state === "joined");
  const out = within("sent out", (resolve) => carol.onError(resolve));
  await turn("TOGGLE_ADA", "off", "Ada");
  assert.equal((await out).code, "participant.not-admitted");
  const knocking = connect("Alice").channel("world:archipelago");
  const late = await answered(knocking.join());
  // Or it would come back for one of the two places.
  knocking.leave();
  assert.equal(late.response.code, "participant.not-admitted");
  assert.match(late.response.reason, /Ada is off/);
  const control = connect("Alice").channel("control");
  assert.ok((await answered(control.join())).ok, "the control topic stays");
  await turn("TOGGLE_ADA", "on", "Ada");
  await until("back in", async () => ada.state === "joined" && carol.state === "joined");
  ada.leave();
  carol.leave();
  for (const socket of sockets) socket.disconnect();
  sockets.clear();
});

test("ElixirPhoenix off closes sockets and long-polls, leaves HTTP, and lets everyone come back", async () => {
  const socket = connect("Alice");
  const channel = socket.channel("world:archipelago");
  assert.ok((await answered(channel.join())).ok);
  const closed = within("close", (resolve) => socket.onClose(resolve));
  await turn("TOGGLE_ELIXIR_PHOENIX", "off", "ElixirPhoenix");
  const close = await closed;
  assert.equal(close.code, 1013);
  assert.match(close.reason.toString(), /^ElixirPhoenix is off: .*TOGGLE_ELIXIR_PHOENIX/);
  const upgrade = await within("refusal", (resolve) =>
    new WebSocket(`${sidecar.socketUrl}/websocket?vsn=2.0.0`).on("unexpected-response", (_, answer) => resolve(answer)).on("error", () => {}),
  );
  assert.equal(upgrade.statusCode, 503);
  assert.equal(upgrade.headers["retry-after"], "1");
  let text = "";
  for await (const part of upgrade) text += part;
  assert.equal(JSON.parse(text).code, "component.off");
  assert.equal((await fetch(`${sidecar.url}/socket/longpoll?vsn=2.0.0`)).status, 503);
  assert.equal((await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/3/0/0/0`)).status, 200);
  await turn("TOGGLE_ELIXIR_PHOENIX", "on", "ElixirPhoenix");
  await until("back in", async () => channel.state === "joined");
});

test("the command line lists and toggles, and says why not", async () => {
  const at = ["--url", sidecar.url];
  const listed = await seisei(["control", "list", ...at]);
  assert.equal(listed.code, 0, listed.stderr);
  assert.equal(listed.stdout.trim().split("\n").length, 9);
  assert.match(listed.stdout, /^GodotEngine +failed +not installed\. /m);
  const off = await seisei(["control", "toggle", "ElixirNx", "--off", ...at]);
  assert.equal(off.code, 0, off.stderr);
  assert.match(off.stdout, /^ElixirNx +off +turned off by /);
  assert.equal((await component("ElixirNx")).state, "off");
  const on = await seisei(["control", "toggle", "TOGGLE_ELIXIR_NX", ...at]);
  assert.match(on.stdout, /^ElixirNx +on +started in \d+ ms/, on.stderr);
  for (const [args, why] of [
    [["toggle", "Atlantis", ...at], /there is no component `Atlantis`; there are Ada, /],
    [["toggle", "GodotEngine", ...at], /not installed.*\[component\.not-installed\]/],
    [["list", "--url", "http://127.0.0.1:1"], /no sidecar answers at http:\/\/127\.0\.0\.1:1\. Start one with \.\/seisei run/],
  ]) {
    const ran = await seisei(["control", ...args]);
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, why);
    assert.doesNotMatch(ran.stderr, /Exception|\tat /);
  }
});

test("what is wrong is refused with a code and a sentence, and pages of elsewhere may not toggle", async () => {
  const headers = { "content-type": "application/json" };
  for (const [body, code] of [
    ["", "request.json"],
    ["[]", "request.invalid"],
    ["{", "request.json"],
    ['{"event": "TOGGLE_KHEPRI", "event": "TOGGLE_ADA"}', "request.json"],
    ['{"event": "TOGGLE_ATLANTIS"}', "request.invalid"],
    ['{"event": "TOGGLE_ADA", "to": "up"}', "request.invalid"],
    ['{"event": "TOGGLE_ADA", "too": "off"}', "request.invalid"],
  ]) {
    const answer = await ask("/api/control/events", { method: "POST", headers, body });
    assert.deepEqual([answer.status, answer.body.code], [400, code], body);
  }
  assert.equal((await ask("/api/control/events", { method: "POST", headers, body: " ".repeat(5000) })).status, 413);
  assert.equal((await ask("/api/control/events", { method: "POST", body: "{}" })).status, 415);
  const foreign = await ask("/api/control/events", {
    method: "POST",
    headers: { ...headers, origin: "https://elsewhere.example" },
    body: '{"event": "TOGGLE_ADA", "to": "off"}',
  });
  assert.deepEqual([foreign.status, foreign.body.code], [403, "socket.origin"]);
  assert.equal((await component("Ada")).state, "on");
});

test("the tree and the pipelines of files go and come back with what they had, and chunks go on", async () => {
  await until("both up", async () => (await component("Khepri")).state === "on" && (await component("MembraneFramework")).state === "on");
  const node = `${sidecar.url}/api/tree/nodes/toggled`;
  const chunk = async () => {
    const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/0/3/0/3`);
    await answer.arrayBuffer();
    return answer.status;
  };
  assert.equal((await fetch(node, { method: "PUT", headers: { "content-type": "text/plain" }, body: "kept" })).status, 201);
  await turn("TOGGLE_KHEPRI", "off", "Khepri");
  const off = await ask("/api/tree/nodes/toggled");
  assert.deepEqual([off.status, off.body.code], [503, "component.off"]);
  assert.equal(await chunk(), 200);
  await turn("TOGGLE_KHEPRI", "on", "Khepri");
  assert.equal(await (await fetch(node)).text(), "kept");

  const playing = async () => (await ask("/api/pipelines")).body.map(({ id }) => id).sort();
  assert.deepEqual(await playing(), ["archipelago", "bridge"]);
  await turn("TOGGLE_MEMBRANE_FRAMEWORK", "off", "MembraneFramework");
  assert.deepEqual(await playing(), ["archipelago"]);
  assert.equal(await chunk(), 200);
  await turn("TOGGLE_MEMBRANE_FRAMEWORK", "on", "MembraneFramework");
  assert.deepEqual(await playing(), ["archipelago", "bridge"]);
});

test("toggled while chunks are made, vectors change no bit, and what is off is off after a kill", async () => {
  const keys = Array.from({ length: 120 }, (_, i) => `2/${(i % 12) - 6}/0/${Math.floor(i / 12) - 5}`);
  const digest = async (key) => {
    const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${key}`);
    await answer.arrayBuffer();
    return [key, answer.headers.get("etag")];
  };
  let toggles = 0;
  let over = false;
  const toggling = (async () => {
    for (let on = false; !over; on = !on) {
      const { status, body } = await post({ event: "TOGGLE_ELIXIR_NX", to: on ? "on" : "off" });
      assert.equal(status, 200, JSON.stringify(body));
      toggles++;
    }
  })();
  const mixed = [];
  for (const key of keys) mixed.push(await digest(key));
  over = true;
  await toggling;
  assert.ok(toggles >= 4, `toggled ${toggles} times while chunks were made`);

  await turn("TOGGLE_ELIXIR_NX", "off", "ElixirNx");
  await sidecar.kill("SIGKILL");
  await sidecar.restart();
  const restarted = await component("ElixirNx");
  assert.deepEqual([restarted.state, restarted.wanted, restarted.reason], ["off", false, "was off before the sidecar started"]);
  assert.equal((await component("Ada")).state, "on");
  assert.deepEqual(await Promise.all(keys.map(digest)), mixed);
  await turn("TOGGLE_ELIXIR_NX", "on", "ElixirNx");
  await sidecar.kill("SIGTERM");
  await sidecar.restart();
  await reaches("ElixirNx", "on");
});

test("damaged toggles and wrong conditions start nothing and say the way out", async () => {
  const data = join(folder, "data");
  const file = join(folder, "wrong.json");
  await writeFile(
    file,
    JSON.stringify({ format: "seisei-guards/1", guards: [{ event: "TOGGLE_KHEPRI", name: "typo", when: "participant.nmae == 'x'" }] }),
  );
  const guarded = await seisei(["run", "--port", "0", "--data", data, "--guards", file]);
  assert.equal(guarded.code, 1);
  assert.match(guarded.stderr, /wrong\.json: `typo`: at character \d+: undeclared reference.*\[guard\.expression\]/);
  await rm(data, { recursive: true, force: true });
  const { mkdir } = await import("node:fs/promises");
  await mkdir(data);
  for (const [text, why] of [
    ['{"format": "seisei-toggles/1", "toggles": {"Khepri": "of', /it is not JSON/],
    ['{"format": "seisei-toggles/1", "toggles": {"Khepri": true}}', /Khepri must be "on" or "off"/],
    ['{"format": "seisei-toggles/1", "toggles": {"Atlantis": "on"}}', /there is no component `Atlantis`/],
    ['{"format": "seisei-toggles/2", "toggles": {}}', /seisei-toggles\/1/],
  ]) {
    await writeFile(join(data, "toggles.json"), text);
    const ran = await seisei(["run", "--port", "0", "--data", data]);
    assert.equal(ran.code, 1, text);
    assert.match(ran.stderr, why);
    assert.match(ran.stderr, /Mend it, or take it away: then all are on\. \[toggles\.damaged\]/);
    assert.equal(await readFile(join(data, "toggles.json"), "utf8"), text, "what is damaged is not written over");
  }
});

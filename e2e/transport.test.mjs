// What the transports promise, beside what phoenix.test.mjs shows of joining a world: both lines of the
// official client, long-poll, binary payloads, versions, origins, limits, and the server's farewell.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { after, afterEach, before, describe, test } from "node:test";
import * as phoenix18 from "phoenix";
import WebSocket from "ws";
import { until, within } from "./deadline.mjs";
import { startEcho } from "./echo.mjs";
import { phoenix17 } from "./phoenix-1-7.mjs";
import { startSidecar } from "./sidecar.mjs";

const VIEW = { position: [0, 40, 0], radius: 400, detail: 1.5 };
let sidecar;
let echo;

before(async () => {
  sidecar = await startSidecar({ args: ["--allow-origin", "//*.friend.example,https://one.example"] });
  echo = await startEcho({ pollWindow: 1000 });
});
after(async () => {
  await echo?.close();
  await sidecar?.close();
});

const closing = new Set();
afterEach(async () => {
  for (const close of closing) await close();
  closing.clear();
});

function connect({ Socket }, url, options) {
  const socket = new Socket(url, options);
  closing.add(() => socket.disconnect());
  socket.connect();
  return socket;
}

function answered(push) {
  return within("answer", (resolve) =>
    push.receive("ok", (response) => resolve({ status: "ok", response })).receive("error", (response) => resolve({ status: "error", response })),
  );
}

async function raw(url, options = {}, protocols = []) {
  const socket = new WebSocket(url, protocols, options);
  closing.add(() => socket.terminate());
  return within("open or refusal", (resolve) =>
    socket
      .on("open", () => resolve({ socket, status: 101 }))
      .on("unexpected-response", (_, response) => resolve({ socket, status: response.statusCode }))
      .on("error", () => {}),
  );
}

async function says(socket, frame) {
  const answer = within("frame", (resolve) => socket.once("message", (data) => resolve(String(data))));
  socket.send(frame);
  return answer;
}

/** A middlebox that knows no WebSockets, in front of a server. */
async function proxy(port) {
  const server = createServer((incoming, outgoing) => {
    const { url: path, method, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", (_, socket) => socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.add(() => server.closeAllConnections() ?? server.close());
  return `ws://127.0.0.1:${server.address().port}/socket`;
}

/** A session storage, which browsers have and Node has not. */
function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

const bytes = (...values) => new Uint8Array(values).buffer;

for (const [version, phoenix] of [
  ["1.8", phoenix18],
  ["1.7", phoenix17],
]) {
  describe(`phoenix.js ${version}`, () => {
    test("receives binary replies and pushes", async () => {
      const channel = connect(phoenix, echo.socketUrl, { transport: WebSocket }).channel("echo:a", { as: "Ada" });
      assert.deepEqual(await answered(channel.join()), { status: "ok", response: { as: "Ada" } });
      const sent = bytes(0, 1, 255);
      assert.deepEqual(await answered(channel.push("say", sent)), { status: "ok", response: sent });
      assert.deepEqual(await answered(channel.push("refuse", sent)), { status: "error", response: sent });
      const pushed = within("binary push", (resolve) => channel.on("pushed", resolve));
      channel.push("push", sent);
      assert.deepEqual(await pushed, sent);
    });

    test("falls back to long-poll by itself and receives a world over it", async () => {
      const socket = connect(phoenix, await proxy(sidecar.port), { transport: WebSocket, longPollFallbackMs: 500, sessionStorage: storage() });
      const channel = socket.channel("world:archipelago", {});
      const chunks = [];
      channel.on("chunk", ({ base64 }) => chunks.push(Buffer.from(base64, "base64")));
      const complete = within("complete", (resolve) => channel.on("complete", resolve));
      assert.equal((await answered(channel.join())).status, "ok");
      channel.push("credit", { bytes: 8 << 20 });
      channel.push("view", VIEW);
      const { wanted } = await complete;
      assert.equal(chunks.length, wanted);
      const [lod, [x, y, z]] = [chunks[0][6], [8, 12, 16].map((at) => chunks[0].readInt32LE(at))];
      const answer = await fetch(`${sidecar.url}/api/worlds/archipelago/chunks/${lod}/${x}/${y}/${z}`);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), chunks[0]);
    });

    test("posts bytes over long-poll and reads what comes as text", async () => {
      const channel = connect(phoenix, echo.socketUrl, { transport: phoenix.LongPoll }).channel("echo:a", {});
      assert.equal((await answered(channel.join())).status, "ok");
      assert.deepEqual(await answered(channel.push("say", bytes(0, 1, 255))), { status: "ok", response: { base64: "AAH/" } });
      const pushed = within("push", (resolve) => channel.on("pushed", resolve));
      channel.push("push", bytes(7));
      assert.deepEqual(await pushed, { base64: "Bw==" });
    });

    for (const [kind, transport] of [
      ["a WebSocket", WebSocket],
      ["long-poll", phoenix.LongPoll],
    ]) {
      test(`comes back over ${kind} to a server that was stopped and started`, async () => {
        const socket = connect(phoenix, sidecar.socketUrl, { transport });
        const channel = socket.channel("world:archipelago", {});
        const joins = [];
        let onJoin = () => {};
        channel.join().receive("ok", () => (joins.push(1), onJoin()));
        const joined = (times) => within(`join ${times}`, (resolve) => (onJoin = () => joins.length >= times && resolve()) && onJoin());
        await joined(1);
        await sidecar.kill("SIGTERM");
        await sidecar.restart();
        await joined(2);
        assert.equal((await answered(channel.push("view", VIEW))).status, "ok");
      });
    }
  });
}

test("who names no version speaks objects, and is told where chunks are", async () => {
  const { socket } = await raw(`${sidecar.socketUrl}/websocket`);
  const join = { topic: "world:archipelago", event: "phx_join", payload: {}, ref: "1" };
  const { response, status } = JSON.parse(await says(socket, JSON.stringify(join))).payload;
  assert.deepEqual([status, response.code], ["error", "world.version"]);
  assert.match(response.reason, /vsn=2\.0\.0/);
  const beat = { topic: "phoenix", event: "heartbeat", payload: {}, ref: "2", join_ref: null };
  assert.deepEqual(JSON.parse(await says(socket, JSON.stringify(beat))), { ...beat, event: "phx_reply", payload: { status: "ok", response: {} } });
  const { socket: other } = await raw(`${echo.socketUrl}/websocket?vsn=1.0.0`);
  assert.deepEqual(JSON.parse(await says(other, JSON.stringify({ ...join, topic: "echo:a" }))), {
    join_ref: "1",
    ref: "1",
    topic: "echo:a",
    event: "phx_reply",
    payload: { status: "ok", response: {} },
  });
});

test("another version is refused before the upgrade", async () => {
  for (const version of ["3.0.0", "2", "x"]) {
    assert.equal((await raw(`${sidecar.socketUrl}/websocket?vsn=${version}`)).status, 403);
    assert.deepEqual(await poll({ query: `vsn=${version}`, base: sidecar.url }), { status: 403, messages: [] });
  }
});

test("a client that brings a token names the protocol and is let in", async () => {
  const { socket, status } = await raw(`${sidecar.socketUrl}/websocket?vsn=2.0.0`, {}, ["phoenix", "base64url.bearer.phx.YQ"]);
  assert.deepEqual([status, socket.protocol], [101, "phoenix"]);
});

test("pages of this machine and of friends may connect and read the API, others may not; programs may", async () => {
  for (const [origin, status] of [
    [undefined, 101],
    [sidecar.url, 101],
    ["http://localhost:8060", 101],
    ["https://a.b.friend.example", 101],
    ["https://one.example", 101],
    ["http://one.example", 403],
    ["https://friend.example", 403],
    ["https://evil.example", 403],
    ["null", 403],
  ]) {
    assert.equal((await raw(`${sidecar.socketUrl}/websocket?vsn=2.0.0`, origin ? { origin } : {})).status, status, origin);
    const polled = await poll({ base: sidecar.url, headers: origin ? { Origin: origin } : {} });
    assert.equal(polled.status, status === 101 ? 410 : 403, origin);
    const api = await fetch(`${sidecar.url}/api/worlds`, { headers: origin ? { Origin: origin } : {} });
    assert.deepEqual([api.status, api.headers.get("access-control-allow-origin")], [200, status === 101 ? (origin ?? null) : null]);
  }
});

test("an address has so many connections, and more when one is gone", async () => {
  const few = await startEcho({ connectionsPerAddress: 2, pollWindow: 1000 });
  closing.add(() => few.close());
  const first = await raw(`${few.socketUrl}/websocket?vsn=2.0.0`);
  assert.equal((await poll({ base: few.url })).status, 410);
  assert.equal((await raw(`${few.socketUrl}/websocket?vsn=2.0.0`)).status, 429);
  const polled = await fetch(`${few.url}/socket/longpoll?vsn=2.0.0`);
  assert.deepEqual([polled.status, await polled.text()], [429, ""]);
  first.socket.close();
  await once(first.socket, "close");
  assert.equal((await raw(`${few.socketUrl}/websocket?vsn=2.0.0`)).status, 101);
});

test("who sends too fast is not read for a while, and answered all the same", async () => {
  const slow = await startEcho({ messages: "20,5", joins: "1,2", channels: 2, frameBytes: 1024 });
  closing.add(() => slow.close());
  const { socket } = await raw(`${slow.socketUrl}/websocket?vsn=2.0.0`);
  const started = performance.now();
  const all = within("30 answers", (resolve) => {
    let answers = 0;
    socket.on("message", () => ++answers === 30 && resolve());
  });
  for (let i = 0; i < 30; i++) socket.send('[null,"1","phoenix","heartbeat",{}]');
  await all;
  const seconds = (performance.now() - started) / 1000;
  assert.ok(seconds > 1 && seconds < 10, `25 messages beyond the burst at 20 a second took ${seconds} s`);
  for (const [topic, reason] of [["echo:a"], ["echo:b"], ["echo:c", "too many joins"]]) {
    const { status, response } = JSON.parse(await says(socket, JSON.stringify(["1", "1", topic, "phx_join", {}])))[4];
    assert.deepEqual([status, response.reason], reason ? ["error", reason] : ["ok", undefined]);
  }
  const closed = within("close", (resolve) => socket.on("close", resolve));
  socket.send("x".repeat(1025));
  assert.equal(await closed, 1009);
  // Over long-poll the answer to the post waits instead.
  const { token } = await poll({ base: slow.url });
  const beats = Array(30).fill('[null,"1","phoenix","heartbeat",{}]').join("\n");
  const posted = performance.now();
  assert.equal((await post(token, beats, { base: slow.url })).status, 200);
  assert.ok(performance.now() - posted > 1000);
  assert.equal((await poll({ base: slow.url, token })).messages.length, 30);
  const both = await Promise.all([post(token, beats, { base: slow.url }), post(token, beats, { base: slow.url })]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 429], "one post at a time");
  assert.equal((await post(token, `["1","1","echo:a","say","${"x".repeat(1024)}"]`, { base: slow.url })).status, 410);
});

async function poll({ base = echo.url, token, query = "vsn=2.0.0", headers = {} } = {}) {
  const answer = await fetch(`${base}/socket/longpoll?${query}${token ? `&token=${encodeURIComponent(token)}` : ""}`, { headers });
  assert.equal(answer.status, 200);
  return answer.json();
}

async function post(token, body, { base = echo.url } = {}) {
  const headers = { "Content-Type": "application/x-ndjson", "x-phoenix-longpoll-token": token };
  const answer = await fetch(`${base}/socket/longpoll?vsn=2.0.0`, { method: "POST", headers, body });
  assert.equal(answer.status, 200);
  return answer.json();
}

const JOIN = '["1","1","echo:a","phx_join",{}]';
const JOINED = '["1","1","echo:a","phx_reply",{"status":"ok","response":{}}]';

test("a poll waits a window, and what comes meanwhile at once", async () => {
  const { status, token, messages } = await poll();
  assert.deepEqual([status, messages], [410, []]);
  const started = performance.now();
  assert.deepEqual(await poll({ token }), { status: 204, token, messages: [] });
  assert.ok(performance.now() - started > 950);
  const waiting = poll({ token });
  assert.equal((await post(token, JOIN)).status, 200);
  assert.deepEqual(await waiting, { status: 200, token, messages: [JOINED] });
  // An older poll gives way to a newer one.
  const older = poll({ token });
  const newer = poll({ token });
  assert.deepEqual(new Set((await Promise.all([older, newer])).map((answer) => answer.status)), new Set([204]));
});

test("frames are posted a line each, JSON or base64", async () => {
  const { token } = await poll();
  const binary = Buffer.concat([Buffer.from([0, 1, 1, 6, 3]), Buffer.from("12echo:asay"), Buffer.from([9])]).toString("base64");
  assert.equal((await post(token, `${JOIN}\n${binary}\n\n["1","3","echo:a","say",[1]]`)).status, 200);
  assert.deepEqual((await poll({ token })).messages, [
    JOINED,
    '["1","2","echo:a","phx_reply",{"status":"ok","response":{"base64":"CQ=="}}]',
    '["1","3","echo:a","phx_reply",{"status":"ok","response":[1]}]',
  ]);
  assert.equal((await post(token, `${JOIN}\n`.repeat(101))).status, 413);
  assert.equal((await post(token, "x".repeat(2 << 20))).status, 413);
  assert.equal((await post(token, '["1","4","echo:a","say",{}]')).status, 200, "refused posts did no harm");
  assert.equal((await post(token, "no frame")).status, 410, "which closes the session as it closes a socket");
  assert.equal((await post(token, JOIN)).status, 410);
});

test("a session is named by its token alone, and gone after a window and a half", async () => {
  const { token } = await poll();
  for (const other of ["null", "x.1.y", `${token}x`, token.replace(/^./, (first) => (first === "A" ? "B" : "A"))]) {
    assert.equal((await post(other, JOIN)).status, 410);
    const again = await poll({ token: other });
    assert.equal(again.status, 410);
    assert.notEqual(again.token, token);
  }
  assert.equal((await post(token, JOIN)).status, 200);
  const started = performance.now();
  await until(
    "end of a session that is not polled",
    async () => (await post(token, '[null,"1","phoenix","heartbeat",{}]')).status === 410,
  );
  assert.ok(performance.now() - started < 5000);
  assert.equal((await poll({ token })).status, 410);
});

test("a client that asks and never polls is cut off", async () => {
  const { token } = await poll();
  assert.equal((await post(token, JOIN)).status, 200);
  const flood = '["1","2","echo:a","flood",{}]';
  assert.equal((await post(token, flood)).status, 200, "1.3 MB wait");
  assert.equal((await post(token, flood)).status, 410, "2.6 MB do not");
});

test("a browser may ask from another origin", async () => {
  const answer = await fetch(`${sidecar.url}/socket/longpoll`, {
    method: "OPTIONS",
    headers: { Origin: "http://localhost:8060", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" },
  });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get("access-control-allow-origin"), "http://localhost:8060");
  assert.match(answer.headers.get("access-control-allow-methods"), /POST/);
  assert.match(answer.headers.get("access-control-allow-headers"), /content-type/i);
});

test("a server that stops sends everyone away, whatever they came by", async () => {
  const leaving = await startEcho({ pollWindow: 10_000 });
  closing.add(() => leaving.close());
  const sockets = await Promise.all(Array.from({ length: 20 }, () => raw(`${leaving.socketUrl}/websocket?vsn=2.0.0`)));
  const codes = Promise.all(sockets.map(({ socket }) => within("close", (resolve) => socket.on("close", resolve))));
  const { token } = await poll({ base: leaving.url });
  await post(token, JOIN, { base: leaving.url });
  await poll({ base: leaving.url, token });
  const waiting = poll({ base: leaving.url, token });
  // Its poll is there once a post beside it is answered: both are handled in the order of their coming.
  assert.equal((await post(token, "", { base: leaving.url })).status, 200);
  const started = performance.now();
  const lines = await leaving.drain();
  assert.ok(performance.now() - started < 5000);
  assert.deepEqual(new Set(await codes), new Set([1012]));
  assert.equal((await waiting).status, 500);
  assert.equal(lines.at(-1), "Drained to 0");
});

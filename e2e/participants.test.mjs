// A sidecar that asks for tokens, and those who come with one, without one, or with one that is over:
// both lines of phoenix.js, programs at the HTTP API, Godot, and a person at the studio.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import * as phoenix18 from "phoenix";
import WebSocket from "ws";
import { within } from "./deadline.mjs";
import { startDemo } from "./godot/demo.mjs";
import { complaints } from "./godot/engine.mjs";
import { phoenix17 } from "./phoenix-1-7.mjs";
import { seisei, startSidecar } from "./sidecar.mjs";
import { launch, openStudio } from "./studio/browser.mjs";

let sidecar;

async function token(command, ...args) {
  const { code, stdout, stderr } = await seisei(["token", command, "--data", sidecar.data, ...args]);
  assert.equal(code, 0, stderr);
  return { said: stdout.trim(), id: /^Token ([0-9a-f]{24}) /.exec(stderr)?.[1] };
}

const make = (...args) => token("make", ...args);

before(async () => {
  sidecar = await startSidecar({
    prepare: async (data) => {
      const { code, stderr } = await seisei(["token", "secret", "--data", data]);
      assert.equal(code, 0, stderr);
    },
  });
});
after(() => sidecar?.close());

const closing = new Set();
afterEach(async () => {
  for (const close of closing) await close();
  closing.clear();
});

function connect({ Socket }, options) {
  const socket = new Socket(sidecar.socketUrl, { transport: WebSocket, reconnectAfterMs: () => 60_000, ...options });
  closing.add(() => socket.disconnect());
  const closed = within("close", (resolve) => socket.onClose((event) => resolve(event)));
  closed.catch(() => {});
  socket.connect();
  return { socket, closed };
}

function answered(push) {
  return within("answer", (resolve) =>
    push.receive("ok", (response) => resolve({ status: "ok", response })).receive("error", (response) => resolve({ status: "error", response })),
  );
}

/** The HTTP status of a WebSocket's handshake. */
function handshake(query, protocols = []) {
  const socket = new WebSocket(`${sidecar.socketUrl}/websocket?vsn=2.0.0${query}`, protocols);
  closing.add(() => socket.terminate());
  return within("open or refusal", (resolve) =>
    socket.on("open", () => resolve(101)).on("unexpected-response", (_, { statusCode }) => resolve(statusCode)).on("error", () => {}),
  );
}

const asked = (path, bearer) => fetch(sidecar.url + path, { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} });

test("it says at start who is let in", () => {
  assert.ok(sidecar.lines().some((line) => /Access +by token/.test(line)), sidecar.lines().join("\n"));
});

for (const [version, phoenix, ways] of [
  ["1.8", phoenix18, { params: (token) => ({ params: { token } }), "bearer subprotocol": (token) => ({ authToken: token }) }],
  ["1.7", phoenix17, { params: (token) => ({ params: { token } }) }],
]) {
  describe(`phoenix.js ${version}`, () => {
    for (const [way, options] of Object.entries(ways)) {
      test(`joins with a token by ${way}, and may do what its role says`, async () => {
        const { said } = await make("ada", "--role", "view");
        const { socket } = connect(phoenix, options(said));
        const channel = socket.channel("world:archipelago", {});
        assert.equal((await answered(channel.join())).status, "ok");
        assert.equal((await answered(channel.push("view", { position: [0, 40, 0], radius: 100 }))).status, "ok");
        for (const event of ["edit", "patch"]) {
          const { status, response } = await answered(channel.push(event, {}));
          assert.deepEqual([status, response.code], ["error", "access.role"]);
          assert.match(response.reason, event === "edit" ? /takes the role edit; ada has view/ : /takes the role author/);
        }
        assert.equal((await answered(channel.push("credit", { bytes: 1000 }))).status, "ok", "the channel is still there");
      });

      test(`is closed when its token by ${way} is revoked, and not let in again`, async () => {
        const { said, id } = await make("ada", "--role", "edit");
        const { socket, closed } = connect(phoenix, options(said));
        assert.equal((await answered(socket.channel("world:archipelago", {}).join())).status, "ok");
        await token("revoke", id);
        const { code, reason } = await closed;
        assert.deepEqual([code, String(reason)], [1008, "access.revoked"]);
        assert.equal(await handshake(`&token=${said}`), 403);
      });
    }

    test("over long-poll brings its token too", async () => {
      const { said } = await make("ada");
      const { socket } = connect(phoenix, { transport: phoenix.LongPoll, ...(version === "1.8" ? { authToken: said } : { params: { token: said } }) });
      assert.equal((await answered(socket.channel("world:archipelago", {}).join())).status, "ok");
    });
  });
}

test("no token, one that is none, an expired and a forged one get no socket", async () => {
  const { said } = await make("ada", "--for", "1s");
  assert.equal(await handshake(""), 403);
  assert.equal(await handshake("&token=abc"), 403);
  assert.equal(await handshake("", ["phoenix", "base64url.bearer.phx.YWJj"]), 403);
  await within("the token's end", (resolve) => {
    const look = async () => ((await asked("/api/worlds", said)).status === 401 ? resolve() : setTimeout(look, 50));
    look();
  });
  assert.equal(await handshake(`&token=${said}`), 403);
  assert.equal((await (await asked("/api/worlds", said)).json()).code, "access.expired");
  const [head, body] = (await make("ada")).said.split(".");
  const claims = { ...JSON.parse(Buffer.from(body, "base64url")), roles: ["operate"] };
  const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  const signature = createHmac("sha256", "guessed").update(forged).digest("base64url");
  assert.equal(await handshake(`&token=${forged}.${signature}`), 403);
});

test("a connection ends with its token", async () => {
  const { said } = await make("ada", "--for", "3s");
  const { socket, closed } = connect(phoenix18, { authToken: said });
  assert.equal((await answered(socket.channel("world:archipelago", {}).join())).status, "ok");
  assert.deepEqual([(await closed).code, String((await closed).reason)], [1008, "access.expired"]);
});

test("the API asks for the token in a header, and health for none", async () => {
  const { said } = await make("ada");
  const refused = await asked("/api/worlds");
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get("www-authenticate"), /^Bearer/);
  assert.equal((await refused.json()).code, "access.token-missing");
  assert.equal((await asked(`/api/worlds?token=${said}`)).status, 401);
  assert.equal((await asked("/api/worlds", said)).status, 200);
  assert.equal((await asked("/health/ready")).status, 200);
});

test("a key pair lets the server check what only its other half can make", async () => {
  const pair = await startSidecar({
    prepare: async (data) => assert.equal((await seisei(["token", "secret", "--pair", "--data", data])).code, 0),
  });
  try {
    const { stdout } = await seisei(["token", "make", "ada", "--data", pair.data]);
    const answer = await fetch(`${pair.url}/api/worlds`, { headers: { authorization: `Bearer ${stdout.trim()}` } });
    assert.equal(answer.status, 200);
    // The public key as the secret of another algorithm.
    const [, body] = stdout.trim().split(".");
    const text = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url")}.${body}`;
    const secret = await readFile(join(pair.data, "token.pub"));
    const forged = `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
    assert.equal((await fetch(`${pair.url}/api/worlds`, { headers: { authorization: `Bearer ${forged}` } })).status, 401);
  } finally {
    await pair.close();
  }
});

test("a secret that others may read starts nothing", async () => {
  const file = join(sidecar.data, "open.secret");
  await writeFile(file, "A".repeat(43));
  await chmod(file, 0o644);
  const { code, stderr } = await seisei(["run", "--port", "0", "--token-key", file, "--data", join(sidecar.data, "none")]);
  assert.equal(code, 1);
  assert.match(stderr, /others may read this secret.*chmod 600/);
});

test("many tokens made at once are all in the book", async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => make("carol")));
  const { said } = await token("list");
  for (const { id } of made) assert.ok(said.includes(`${id}  carol: view, good`), said);
});

test("Godot brings its token to the socket and to the meshes", async () => {
  const { said } = await make("game", "--kind", "godot-client");
  const godot = await startDemo(`ws://127.0.0.1:${sidecar.port}`, { radius: 200, token: said });
  try {
    const { chunks, wanted } = await godot.call("look", { position: [620, 60, 1180] });
    assert.equal(chunks, wanted);
    assert.equal((await godot.call("statistics")).meshesLoading, 0);
    assert.deepEqual(complaints(godot.lines), []);
  } finally {
    await godot.close();
  }
});

test("a person at the studio is asked for a token, and flies with it", async () => {
  const browser = await launch();
  try {
    const studio = await openStudio(browser, `${sidecar.url}/?radius=200`);
    await studio.says("door-reason", /asks for a token/);
    const { said } = await make("ada");
    await studio.page.fill("#token", said);
    await studio.page.click("#door button");
    await studio.complete();
    const fragment = await openStudio(browser, `${sidecar.url}/?radius=200#token=${said}&name=Ada`);
    const { wanted, shown } = await fragment.complete();
    assert.equal(shown, wanted);
    assert.equal(fragment.page.url(), `${sidecar.url}/?radius=200#name=Ada`);
    await token("revoke", "--participant", "ada");
    await fragment.says("notice", /token is over.*revoked/);
  } finally {
    await browser.close();
  }
});

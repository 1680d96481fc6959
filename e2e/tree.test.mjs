// The tree of a real sidecar: command line, HTTP, restart, kill -9.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { within } from "./deadline.mjs";
import { repository, seisei, startSidecar } from "./sidecar.mjs";

let sidecar;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "seisei-tree-"));
  sidecar = await startSidecar();
});
after(async () => {
  await sidecar.close();
  await rm(folder, { recursive: true, force: true });
});

async function tree(...args) {
  const ran = await seisei(["tree", ...args, "--server", sidecar.url], { cwd: folder });
  assert.equal(ran.code, 0, `${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout;
}

function http(method, path, body) {
  return fetch(`${sidecar.url}/api/tree${path}`, { method, body, headers: { "content-type": "text/plain" }, signal: AbortSignal.timeout(20_000) });
}

test("the graph that is served is kept, and its file is a blob", async () => {
  const [{ graph }] = await (await fetch(`${sidecar.url}/api/worlds`)).json();
  const kept = JSON.parse(await tree("get", "/worlds/archipelago"));
  assert.equal(kept.graph, graph);
  const file = await fetch(`${sidecar.url}/api/blobs/${kept.file}`);
  assert.equal(await file.text(), await readFile(join(repository, "worlds/archipelago.json"), "utf8"));
  const history = (await tree("list", "/worlds/archipelago/history/*")).trim().split("\n");
  assert.equal(history.length, 1);
});

test("what the command line puts HTTP reads, and the other way round", async () => {
  await writeFile(join(folder, "value"), "from a file");
  assert.equal(await tree("put", "/notes/a b", "value"), "version 1\n");
  assert.equal(await (await http("GET", "/nodes/notes/a%20b")).text(), "from a file");
  assert.equal((await http("PUT", "/nodes/notes/c", "over HTTP")).status, 201);
  assert.equal(await tree("get", "/notes/c"), "over HTTP");
  assert.equal(await tree("list", "/notes/*"), "/notes/a b\n/notes/c\n");
  const refused = await seisei(["tree", "get", "/none", "--server", sidecar.url]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^seisei get: \/none does not exist \[tree\.missing\]/);
});

test("without a sidecar it says what to do", async () => {
  const { code, stderr } = await seisei(["tree", "stats", "--server", "http://127.0.0.1:9"]);
  assert.equal(code, 1);
  assert.match(stderr, /no sidecar answers at .*\.\/seisei run.*--server.*--data/);
});

test("who comes through a proxy is refused", async () => {
  const answer = await fetch(`${sidecar.url}/api/tree/stats`, { headers: { "x-forwarded-for": "203.0.113.9" } });
  assert.equal(answer.status, 403);
  assert.equal((await answer.json()).code, "access.loopback");
});

test("a watch tells what happens", async () => {
  await http("PUT", "/nodes/watched/z", "here before");
  const child = spawn(join(repository, "seisei"), ["tree", "watch", "/watched/*", "--present", "--server", sidecar.url]);
  try {
    const lines = createInterface({ input: child.stdout });
    const heard = [];
    await within("four events", (resolve) => {
      lines.on("line", async (line) => {
        heard.push(JSON.parse(line));
        if (heard.length === 4) resolve();
        // What was there is told once the watch holds: only then is anything done.
        if (heard.length !== 1) return;
        for (const [method, body] of [["PUT", "1"], ["PUT", "2"], ["DELETE"]]) await http(method, "/nodes/watched/a", body);
      });
    }, 60_000);
    assert.deepEqual(heard.map(({ event }) => event), ["present", "created", "updated", "deleted"]);
  } finally {
    child.kill("SIGKILL");
  }
});

test("an export is imported again", async () => {
  const file = join(folder, "export.jsonl");
  assert.match(await tree("export", file), /^exported \d+ nodes\n$/);
  await tree("delete", "/notes");
  assert.equal(await tree("list", "/notes/*"), "");
  await tree("import", file);
  assert.equal(await tree("list", "/notes/*"), "/notes/a b\n/notes/c\n");
});

test("a second sidecar on the same folder is refused, and told the way out", async () => {
  const data = sidecar.data;
  const { code, stderr } = await seisei(["run", "--port", "0", "--data", data], { deadlineMs: 60_000 });
  assert.equal(code, 1);
  // Whichever finds it first, the edits or the tree, says so.
  assert.match(stderr, /in use by (another )?process.*choose another folder.*\[(edits\.locked|log\.in-use)\]/);
});

test("nothing acknowledged is lost when the sidecar is killed, again and again", async () => {
  const acknowledged = new Map();
  for (let life = 0; life < 3; life++) {
    let going = true;
    const clients = Array.from({ length: 8 }, async (_, client) => {
      for (let i = 0; going; i++) {
        const path = `/nodes/kept/${life}-${client}-${i}`;
        const answer = await http("PUT", path, `v${i}`).catch(() => null);
        if (answer === null) return;
        if (answer.status === 201) acknowledged.set(path, `v${i}`);
      }
    });
    const enough = acknowledged.size + 300;
    await within("300 writes", async (resolve) => {
      while (acknowledged.size < enough) await new Promise((turn) => setImmediate(turn));
      resolve();
    }, 60_000);
    await sidecar.kill("SIGKILL");
    going = false;
    await Promise.all(clients);
    await sidecar.restart();
    for (const [path, value] of acknowledged) {
      assert.equal(await (await http("GET", path)).text(), value, `${path} after life ${life}`);
    }
  }
  assert.ok(acknowledged.size > 900);
});

test("an orderly stop keeps all too, and the folder can be read without a sidecar", async () => {
  await http("PUT", "/nodes/notes/last", "before the stop");
  await sidecar.kill("SIGTERM");
  const { code, stdout } = await seisei(["tree", "get", "/notes/last", "--data", sidecar.data]);
  assert.equal(code, 0);
  assert.equal(stdout, "before the stop");
  await sidecar.restart();
  assert.equal(await tree("get", "/notes/last"), "before the stop");
});

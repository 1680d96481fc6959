// What can be seen of the pipelines from outside: phoenix.js on `pipeline:<id>`, the HTTP API, and what Prometheus reads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Socket } from "phoenix";
import WebSocket from "ws";
import { within } from "./deadline.mjs";
import { startSidecar } from "./sidecar.mjs";
import { digestsOfView } from "./view.mjs";

let sidecar;
let socket;

before(async () => {
  sidecar = await startSidecar();
  socket = new Socket(sidecar.socketUrl, { transport: WebSocket });
  socket.connect();
});
after(async () => {
  socket?.disconnect();
  await sidecar?.close();
});

function join(topic) {
  const channel = socket.channel(topic, {});
  const joined = within(`join ${topic}`, (resolve) =>
    channel
      .join()
      .receive("ok", (response) => resolve({ status: "ok", response }))
      .receive("error", (response) => resolve({ status: "error", response })),
  );
  return { channel, joined };
}

const viewers = (graph) => graph.links.find(({ to }) => to === "viewers.in");

test("a view can be seen to flow through the world's pipeline", async () => {
  const { channel, joined } = join("pipeline:archipelago");
  const { response: first } = await joined;
  assert.deepEqual(
    first.elements.map(({ path, type, kind, state }) => [path, type, kind, state]),
    [
      ["graph", "world-graph", "source", "playing"],
      ["requests", "clients", "sink", "playing"],
      ["viewers", "clients", "sink", "playing"],
    ],
  );
  let chunks;
  let fastest = 0;
  const seen = within("all chunks in the live graph", (resolve) =>
    channel.on("graph", (graph) => {
      fastest = Math.max(fastest, viewers(graph).perSecond);
      if (chunks !== undefined && viewers(graph).sent === chunks) resolve(graph);
    }),
  );
  chunks = Object.keys(await digestsOfView(sidecar, { position: [0, 40, 0], velocity: [0, 0, 0], radius: 300, detail: 1.5 })).length;
  const link = viewers(await seen);
  assert.ok(chunks > 20, `only ${chunks} chunks`);
  assert.ok(fastest > 1, `at most ${fastest} a second`);
  assert.equal(link.format, "encoded-chunk");
  assert.equal(link.wants, 0);
  assert.equal(link.dropped, 0);
  assert.ok(link.bytes > 100 * chunks, `${link.bytes} bytes`);
  channel.leave();
});

test("what is not there is refused with the way out", async () => {
  const { status, response } = await join("pipeline:nowhere").joined;
  assert.equal(status, "error");
  assert.equal(response.code, "pipeline.unknown");
  assert.match(response.reason, /GET \/api\/pipelines/);
});

test("HTTP and Prometheus tell the same", async () => {
  const list = await (await fetch(`${sidecar.url}/api/pipelines`)).json();
  assert.deepEqual(list, [{ id: "archipelago", state: "playing", elements: 3, links: 2, crashes: 0 }]);
  const graph = await (await fetch(`${sidecar.url}/api/pipelines/archipelago`)).json();
  const answer = await fetch(`${sidecar.url}/metrics`);
  assert.match(answer.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  const sent = /^seisei_pipeline_link_buffers_total\{from="graph\.out:viewers",.*\} (\S+)$/m.exec(text)[1];
  assert.equal(Number(sent), viewers(graph).sent);
  // The view's own connection may not be gone yet.
  assert.match(text, /^seisei_connections [12]\.0$/m);
});

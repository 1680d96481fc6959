// SPDX-License-Identifier: MIT
// A proxy before a real sidecar that damages what the sidecar sends over the socket, and adds
// rubbish of its own. HTTP goes through as it is.

import { createServer, request } from "node:http";
import WebSocket, { WebSocketServer } from "ws";
import { seeded } from "./demo.mjs";

const RUBBISH = ["", "not json", "[1,2,3]", "[".repeat(2000), '[null,null,7,"chunk",{}]', '["1","1","world:archipelago","phx_reply",null]',
  '["9","9","world:archipelago","chunk",{"keys":7}]', '[null,null,"world:archipelago","forget",{"keys":[1,[2],["a",0,0,0],[1e99,0,0,0],[0.5,0,0,0]]}]',
  '[null,null,"world:archipelago","forget",{}]', '[null,null,"world:archipelago","complete",{"wanted":"many"}]', '[null,null,"world:archipelago","complete",{"wanted":1,"number":"7"}]',
  Buffer.alloc(0), Buffer.from([9]), Buffer.from([2, 255, 255, 1]), Buffer.from([1, 3])];

/** Answers to a view that are none. */
function rubbishFor([joinRef, ref, topic, event, payload]) {
  if (event !== "view") return [];
  return [
    [joinRef, ref, topic, "phx_reply", { status: "ok", response: { wanted: {} } }],
    ...[[], "9", 0.5].map((wanted) => [null, null, topic, "complete", { wanted, number: payload.number }]),
  ];
}

/** Starts the proxy; `damaged` holds the numbers of the frames that did not go through unchanged. */
export async function startHostileProxy(port, { seed }) {
  const random = seeded(seed);
  const damaged = new Set();
  const state = { frames: 0 };
  const server = createServer((asked, answer) => {
    const forward = request({ port, host: "127.0.0.1", path: asked.url, method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    forward.on("error", () => answer.destroy());
    asked.pipe(forward);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", (client, asked) => {
    const backend = new WebSocket(`ws://127.0.0.1:${port}${asked.url}`, { perMessageDeflate: false });
    const early = [];
    client.on("message", (data, isBinary) => {
      if (!isBinary) rubbishFor(JSON.parse(data)).forEach((message) => client.send(JSON.stringify(message)));
    });
    client.on("message", (data, isBinary) => (backend.readyState === WebSocket.OPEN ? backend.send(data, { binary: isBinary }) : early.push([data, isBinary])));
    backend.on("open", () => early.forEach(([data, isBinary]) => backend.send(data, { binary: isBinary })));
    backend.on("message", (data, isBinary) => {
      if (!isBinary) return client.send(data, { binary: false });
      const frame = state.frames++;
      if (random() < 0.25) client.send(RUBBISH[frame % RUBBISH.length]);
      if (random() > 0.25) return client.send(data);
      damaged.add(frame);
      client.send(damage(data, random));
    });
    const end = () => [client, backend].forEach((socket) => socket.terminate());
    for (const socket of [client, backend]) socket.on("close", end).on("error", end);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    damaged,
    get frames() {
      return state.frames;
    },
    close() {
      sockets.clients.forEach((client) => client.terminate());
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function damage(data, random) {
  const bytes = Buffer.from(data);
  const at = Math.floor(random() * bytes.length);
  switch (Math.floor(random() * 3)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      bytes[at] ^= 1 << Math.floor(random() * 8);
      return bytes;
    default:
      return Buffer.concat([bytes, bytes.subarray(0, 1 + (at % 64))]);
  }
}

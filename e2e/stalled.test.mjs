// Clients that ask for everything and read nothing, beside one that behaves.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { Socket } from "phoenix";
import WebSocket from "ws";
import { until, within } from "./deadline.mjs";
import { startSidecar } from "./sidecar.mjs";

const STALLED = 100;
let sidecar;

before(async () => {
  sidecar = await startSidecar({ args: ["--heartbeat", "5"] });
});
after(() => sidecar.close());

/** A WebSocket by hand: joins, grants all it may, looks as far as it can, and never reads again. */
function stall(x) {
  return new Promise((resolve, reject) => {
    const socket = connect(sidecar.port, "127.0.0.1", () => {
      socket.write(
        "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
      );
    });
    socket.on("error", reject);
    socket.once("data", () => {
      socket.pause();
      for (const [event, payload] of [
        ["phx_join", {}],
        ["credit", { bytes: 16 << 20 }],
        ["view", { position: [x, 10, 0], radius: 4096, detail: 4 }],
      ]) {
        socket.write(masked(JSON.stringify(["1", "1", "world:archipelago", event, payload])));
      }
      resolve(socket);
    });
  });
}

/** A client's text frame of less than 64 KiB, with a mask of zeros. */
function masked(text) {
  const body = Buffer.from(text);
  const head = Buffer.alloc(body.length < 126 ? 6 : 8);
  head[0] = 0x81;
  if (body.length < 126) {
    head[1] = 0x80 | body.length;
  } else {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(body.length, 2);
  }
  return Buffer.concat([head, body]);
}

/** The sockets that the process holds: what the kernel says, not what the program says of itself. */
async function sockets() {
  // A JVM listens for both families at once: its connections stand in either list.
  const lists = await Promise.all(["tcp", "tcp6"].map((list) => readFile(`/proc/${sidecar.pid()}/net/${list}`, "utf8")));
  const port = sidecar.port.toString(16).toUpperCase().padStart(4, "0");
  const established = new RegExp(`^ *\\d+: [0-9A-F]+:${port} [0-9A-F]+:[0-9A-F]{4} 01 `, "gm");
  return lists.join("\n").match(established)?.length ?? 0;
}

test("a hundred clients that read nothing neither starve another nor stay for ever", async () => {
  const stalled = await Promise.all(Array.from({ length: STALLED }, (_, i) => stall(i * 500 - 25_000)));
  assert.ok((await sockets()) >= STALLED, "the stalled connections are seen");
  const socket = new Socket(sidecar.socketUrl, { transport: WebSocket });
  try {
    socket.connect();
    const channel = socket.channel("world:archipelago", {});
    const complete = within("complete view beside the stalled", (resolve) => channel.on("complete", resolve));
    let chunks = 0;
    channel.on("chunk", () => chunks++);
    channel.join();
    channel.push("credit", { bytes: 8 << 20 });
    channel.push("view", { position: [0, 40, 0], radius: 400, detail: 1.5 });
    const { wanted } = await complete;
    assert.equal(chunks, wanted);
    // Nobody answers the pings: within a heartbeat the server has closed them all.
    await until("end of the stalled connections", async () => (await sockets()) <= 1);
  } finally {
    socket.disconnect();
    for (const one of stalled) one.destroy();
  }
});

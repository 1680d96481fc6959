// Records what clients/studio/test/fixtures holds from the real sidecar: `node e2e/studio/record-fixtures.mjs [FOLDER]`.
// A `.frame` is what the server put into one WebSocket frame; `ground.json` is what it says about the heights in the
// first of them by another way. Run it again when the world or the protocol changes, then `./seisei fmt`.
import { writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Socket } from "phoenix";
import WebSocket from "ws";
import { repository, startSidecar } from "../sidecar.mjs";

const folder = process.argv[2] ?? join(repository, "clients/studio/test/fixtures");
/** A wooded beach, the same island from afar, and a snowy range. */
const WANTED = ["0/-43/0/-50", "3/-8/0/-6", "4/-5/0/-2"];

/** Keeps the newest binary frame as it came. */
class RecordingSocket extends WebSocket {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ data }) => (RecordingSocket.newest = data));
  }
}

await mkdir(folder, { recursive: true });
const sidecar = await startSidecar();
try {
  await record();
} finally {
  await sidecar.close();
}

async function record() {
  const description = await (await fetch(`${sidecar.url}/api/worlds/archipelago`)).json();
  await writeFile(join(folder, "archipelago.json"), `${JSON.stringify(description, null, 1)}\n`);

  const span = (description.chunk.samples - 1) * description.chunk.cellMetres;
  const [, x, , z] = WANTED[0].split("/").map(Number);
  const at = Array.from({ length: 64 }, (_, i) => [x * span + (i % 8) * 4, z * span + Math.floor(i / 8) * 4]);
  const ground = await fetch(`${sidecar.url}/api/worlds/archipelago/ground?at=${at.join("&at=")}`);
  await writeFile(join(folder, "ground.json"), `${await ground.text()}\n`);

  const socket = new Socket(sidecar.socketUrl, { transport: RecordingSocket });
  socket.connect();
  const channel = socket.channel("world:archipelago", {});
  const missing = new Set(WANTED);
  await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`these never came: ${[...missing]}`)), 60_000).unref();
    channel.on("complete", () => missing.size > 0 && reject(new Error(`the view does not contain ${[...missing]}`)));
    channel.on("chunk", (data) => {
      const view = new DataView(data);
      const key = [view.getUint8(6), ...[8, 12, 16].map((offset) => view.getInt32(offset, true))].join("/");
      if (!missing.delete(key)) return;
      writeFileSync(join(folder, `${key.replaceAll("/", "_")}.frame`), new Uint8Array(RecordingSocket.newest));
      if (missing.size === 0) resolve();
    });
    channel.join().receive("ok", () => {
      channel.push("view", { position: [x * span + 16, 20, z * span + 16], velocity: [0, 0, 0], radius: 2000, detail: 1.5 });
      channel.push("credit", { bytes: 16 << 20 });
    });
  });
  socket.disconnect();
}

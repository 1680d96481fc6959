// Another kind of client than Godot and the studio: phoenix.js alone, which notes what a view consists of.
import { Socket } from "phoenix";
import WebSocket from "ws";

const DEADLINE_MS = 30_000;

/** Resolves to the digest of every chunk of a view, by `lod/x/y/z`. */
export async function digestsOfView(sidecar, view) {
  const socket = new Socket(sidecar.socketUrl, { transport: WebSocket });
  socket.connect();
  const channel = socket.channel("world:archipelago", {});
  const digests = {};
  channel.on("chunk", (data) => {
    const head = new DataView(data);
    const key = [head.getUint8(6), ...[8, 12, 16].map((at) => head.getInt32(at, true))].join("/");
    digests[key] = Buffer.from(data, 20, 32).toString("hex");
  });
  try {
    await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`phoenix.js saw no whole view in ${DEADLINE_MS} ms`)), DEADLINE_MS).unref();
      channel.on("complete", resolve);
      channel
        .join()
        .receive("ok", () => {
          channel.push("view", view).receive("error", ({ reason }) => reject(new Error(reason)));
          channel.push("credit", { bytes: 16 << 20 });
        })
        .receive("error", ({ reason }) => reject(new Error(reason)));
    });
  } finally {
    socket.disconnect();
  }
  return digests;
}

// One client of a world: phoenix.js, what it holds, and waits that end.
import { Socket } from "phoenix";
import WebSocket from "ws";
import { within } from "./deadline.mjs";

/** Key and digest of a chunk's frame. */
export function head(data) {
  const view = new DataView(data);
  const key = [view.getUint8(6), ...[8, 12, 16].map((at) => view.getInt32(at, true))].join("/");
  return { key, digest: Buffer.from(data, 20, 32).toString("hex") };
}

/** Resolves to `{ status, response }` of a push. */
export function ask(channel, event, payload) {
  return within(`reply to ${event}`, (resolve) =>
    channel
      .push(event, payload)
      .receive("ok", (response) => resolve({ status: "ok", response }))
      .receive("error", (response) => resolve({ status: "error", response })),
  );
}

/**
 * Joins a world as someone and notes what comes: `chunks` by key to digest, `events` in order.
 * `until(what, holds)` waits until something holds of it, asked whenever something comes.
 */
export async function openClient(sidecar, { as = {}, prepare = () => {}, Client = Socket } = {}) {
  const { colour, presence, ...params } = as;
  const socket = new Client(sidecar.socketUrl, { transport: WebSocket, params });
  const channel = socket.channel("world:archipelago", { ...(colour && { colour }), ...(presence === false && { presence }) });
  const client = { socket, channel, chunks: new Map(), events: [], completes: 0, joined: null, joins: 0 };
  const waits = new Set();
  const changed = () => {
    for (const wait of [...waits]) wait();
  };
  client.until = (what, holds) =>
    within(what, (resolve) => {
      const wait = () => {
        const found = holds(client);
        if (found) {
          waits.delete(wait);
          resolve(found);
        }
      };
      waits.add(wait);
      wait();
    });
  client.ask = (event, payload) => ask(channel, event, payload);
  client.close = () => socket.disconnect();

  channel.on("chunk", (data) => {
    const { key, digest } = head(data);
    client.chunks.set(key, digest);
    channel.push("credit", { bytes: data.byteLength });
    changed();
  });
  channel.on("forget", ({ keys }) => {
    for (const key of keys) client.chunks.delete(key.join("/"));
    changed();
  });
  channel.on("complete", () => {
    client.completes++;
    changed();
  });
  for (const event of ["edit", "looks"]) {
    channel.on(event, (payload) => {
      client.events.push({ event, payload });
      changed();
    });
  }
  prepare(channel, changed);
  socket.connect();
  await within("join", (resolve, reject) =>
    channel
      .join()
      .receive("ok", (response) => {
        client.joined = response;
        client.joins++;
        changed();
        resolve();
      })
      .receive("error", ({ code, reason }) => reject(new Error(`${code}: ${reason}`))),
  );
  /** Looks somewhere and waits until all of it is there. */
  client.look = async (view) => {
    const before = client.completes;
    await client.ask("view", view);
    await client.ask("credit", { bytes: 8 << 20 });
    await client.until("the view", () => client.completes > before);
  };
  return client;
}

// SPDX-License-Identifier: MIT
import { Socket, type Channel } from "phoenix";
import type { Participant } from "../participant";
import type { Api } from "../world/api";
import { readGraph, type Graph } from "./graph";

const LIST_MILLISECONDS = 3000;

export interface Listener {
  /** Which pipelines there are. */
  ids(ids: string[]): void;
  graph(graph: Graph): void;
  trouble(message: string): void;
}

/** What the sidecar tells of its pipelines, from when it is made until it is closed; a connection of its own. */
export class Feed {
  readonly #api: Api;
  readonly #listener: Listener;
  readonly #socket: Socket;
  readonly #timer: number;
  #channel: Channel | null = null;

  constructor(api: Api, { id, token }: Participant, listener: Listener) {
    this.#api = api;
    this.#listener = listener;
    const endpoint = new URL("socket", api.server);
    endpoint.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new Socket(endpoint.href, {
      params: { id, kind: "person" },
      ...(token === null ? {} : { authToken: token }),
      heartbeatIntervalMs: 10_000,
    });
    this.#socket.connect();
    this.#timer = window.setInterval(() => void this.#list(), LIST_MILLISECONDS);
    void this.#list();
  }

  /** Tells of another one from now on. */
  follow(id: string): void {
    this.#channel?.leave();
    const channel = this.#socket.channel(`pipeline:${id}`);
    const show = (payload: unknown): void => {
      try {
        if (this.#channel === channel) this.#listener.graph(readGraph(payload));
      } catch (error) {
        this.#listener.trouble((error as Error).message);
      }
    };
    this.#channel = channel;
    channel.on("graph", show);
    channel
      .join()
      .receive("ok", show)
      .receive("error", ({ reason }: { reason?: string }) =>
        this.#listener.trouble(reason ?? "The sidecar does not tell of its pipelines."),
      );
  }

  close(): void {
    window.clearInterval(this.#timer);
    this.#channel = null;
    this.#socket.disconnect();
  }

  async #list(): Promise<void> {
    try {
      const response = await this.#api.get("api/pipelines");
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      this.#listener.ids(((await response.json()) as { id: string }[]).map(({ id }) => id));
    } catch {
      this.#listener.trouble(`The sidecar at ${this.#api.server.host} does not tell of its pipelines.`);
    }
  }
}

// SPDX-License-Identifier: MIT
import { Presence, Socket, type Channel } from "phoenix";
import type { Participant } from "../participant";
import { readDescription, type Description, type Vector } from "../wire/description";
import { readKeys, type Key } from "../wire/key";
import { must } from "../wire/malformed";
import { readLooks, readYou, type Look, type Person } from "./person";
import { readComplete, readMessage, readWanted, type Complete, type Message } from "../wire/message";

/** The close code of a sidecar that does not let us in any more. */
const NOT_ANY_MORE = 1008;

export type Status =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "lost" }
  | { readonly kind: "refused"; readonly reason: string }
  /** This side gave up, for good. */
  | { readonly kind: "stopped"; readonly reason: string };

export interface Listener {
  status(status: Status): void;
  /** Every join, the first and those after a lost connection. */
  joined(description: Description, you: Person | null): void;
  /** The world's parameters were changed while it is shown. */
  patched(description: Description): void;
  /** The answer to a view. */
  wanted(chunks: number): void;
  chunk(data: ArrayBuffer): void;
  forget(keys: Key[]): void;
  complete(complete: Complete): void;
  /** Who is in the world, oneself too; the whole list, whenever it changes. */
  here(people: { id: string; metas: unknown }[]): void;
  looks(looks: Map<string, Look>): void;
  /** Something is wrong that does not end the connection. */
  trouble(message: string): void;
}

/** One world's channel. phoenix.js reconnects and joins again by itself; `joined` tells of every time. */
export class Connection {
  readonly #socket: Socket;
  readonly #channel: Channel;
  readonly #listener: Listener;
  readonly #world: string;
  #joined = false;
  #stopped = false;

  constructor(server: URL, participant: Participant, world: string, listener: Listener) {
    this.#listener = listener;
    this.#world = world;
    const endpoint = new URL("socket", server);
    endpoint.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";
    const { id, name, token } = participant;
    this.#socket = new Socket(endpoint.href, {
      params: { id, kind: "person", ...(name === null ? {} : { name }) },
      ...(token === null ? {} : { authToken: token }),
      heartbeatIntervalMs: 10_000,
      reconnectAfterMs: (tries) => [50, 200, 500, 1000][tries - 1] ?? 2000,
      rejoinAfterMs: (tries) => [200, 500, 1000][tries - 1] ?? 2000,
      decode: (frame, accept) => this.#decode(frame, accept),
    });
    this.#socket.onClose((event) => this.#closed(event));
    this.#socket.onError(() => this.#left({ kind: "lost" }));

    this.#channel = this.#socket.channel(`world:${world}`);
    this.#channel.onError(() => this.#left({ kind: "lost" }));
    this.#on("chunk", (payload) => {
      must(payload instanceof ArrayBuffer, "chunk: must be binary", typeof payload);
      listener.chunk(payload);
    });
    this.#on("forget", (payload) => listener.forget(readKeys(payload)));
    const presence = new Presence(this.#channel);
    presence.onSync(() =>
      this.#guard(() =>
        listener.here(
          presence.list((id: string, entry: { metas?: unknown }) => ({ id, metas: entry.metas })),
        ),
      ),
    );
    this.#on("world", (payload) => listener.patched(readDescription(payload)));
    this.#on("looks", (payload) => listener.looks(readLooks(payload)));
    this.#on("complete", (payload) => listener.complete(readComplete(payload)));
  }

  open(): void {
    this.#listener.status({ kind: "connecting" });
    this.#socket.connect();
    this.#channel
      .join()
      .receive("ok", (response) => this.#enter(response))
      .receive("error", (refusal) => this.#left({ kind: "refused", reason: this.#refusal(refusal) }))
      .receive("timeout", () => this.#left({ kind: "lost" }));
  }

  /** Says what the camera sees, if there is somebody to tell. */
  view(view: { position: Vector; velocity: Vector; radius: number; detail: number; number: number }): void {
    if (!this.#joined) return;
    this.#channel
      .push("view", view)
      .receive("ok", (response) => this.#guard(() => this.#listener.wanted(readWanted(response))))
      .receive("error", (refusal) => this.#listener.trouble(this.#refusal(refusal)));
  }

  credit(bytes: number): void {
    // phoenix.js would keep it for the next join, where nobody would know of it.
    if (!this.#joined || !this.#socket.isConnected()) return;
    this.#channel
      .push("credit", { bytes })
      .receive("error", (refusal) => this.#listener.trouble(this.#refusal(refusal)));
  }

  /** Says where one is and looks to. */
  look(position: Vector, direction: Vector): void {
    if (this.#joined && this.#socket.isConnected()) this.#channel.push("look", { position, direction });
  }

  /** Edits, takes back (`undo`) or does again (`redo`); resolves to whether it was done. */
  act(event: "edit" | "undo" | "redo", payload: Record<string, unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      // An edit that phoenix.js would keep for the next join may be wanted by nobody then.
      if (!this.#joined || !this.#socket.isConnected()) {
        this.#listener.trouble("Not connected: nothing was changed.");
        resolve(false);
        return;
      }
      const fail = (why: string): void => {
        this.#listener.trouble(why);
        resolve(false);
      };
      this.#channel
        .push(event, payload)
        .receive("ok", () => resolve(true))
        .receive("error", (refusal) => fail(this.#refusal(refusal)))
        .receive("timeout", () => fail("The sidecar did not answer an edit."));
    });
  }

  ping(answered: (milliseconds: number) => void): void {
    if (this.#joined) this.#socket.ping(answered);
  }

  /** Ends it for good, where nothing could be done with what would still come. */
  stop(reason: string): void {
    this.#left({ kind: "stopped", reason });
    this.#stopped = true;
    this.#socket.disconnect();
  }

  get joined(): boolean {
    return this.#joined;
  }

  /** A description that can not be read will not be another one later: the page says so until the next join. */
  #enter(response: unknown): void {
    try {
      const description = readDescription(response);
      this.#joined = true;
      this.#listener.joined(description, readYou(response));
    } catch (error) {
      this.#left({ kind: "refused", reason: (error as Error).message });
      return;
    }
    this.#listener.status({ kind: "live" });
  }

  // A refused join stays refused on the page while phoenix.js tries again; it must not read as a lost network.
  #left(status: Status): void {
    if (this.#stopped) return;
    this.#joined = false;
    this.#listener.status(status);
  }

  #closed(event: unknown): void {
    if ((event as CloseEvent | undefined)?.code === NOT_ANY_MORE) {
      this.stop("Your token is over: it was revoked, or has expired. Load the page again with another one.");
    } else {
      this.#left({ kind: "lost" });
    }
  }

  #decode(frame: unknown, accept: (message: Message) => void): void {
    let message: Message | null = null;
    this.#guard(() => (message = readMessage(frame)));
    if (message) accept(message);
  }

  #on(event: string, handle: (payload: unknown) => void): void {
    this.#channel.on(event, (payload: unknown) => this.#guard(() => handle(payload)));
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#listener.trouble((error as Error).message);
    }
  }

  #refusal(refusal: unknown): string {
    const { code, reason } = (refusal ?? {}) as { code?: string; reason?: string };
    if (reason === "unmatched topic") {
      return `The sidecar has no world “${this.#world}”. Leave “?world=” out of the address to see the one it has.`;
    }
    return `${reason ?? "The sidecar refused without a reason"}${code ? ` [${code}]` : ""}`;
  }
}

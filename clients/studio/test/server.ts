// SPDX-License-Identifier: MIT
//
// A server of Phoenix Channels and a worker, as far as a stream sees them: both are in the hands of the test.
import { vi } from "vitest";
import type { Answer, Request } from "../src/world/decoder.worker";

type Text = [string | null, string | null, string, string, Record<string, unknown>];

/** What `new WebSocket` gives; the test is the server at the other end. */
export class Server {
  static last: Server;
  readonly heard: Text[] = [];
  readyState = 0;
  bufferedAmount = 0;
  onopen: (event: object) => void = () => {};
  onerror: (event: object) => void = () => {};
  onmessage: (event: { data: string | ArrayBuffer }) => void = () => {};
  onclose: (event: object) => void = () => {};

  constructor() {
    Server.last = this;
  }

  send(text: string): void {
    this.heard.push(JSON.parse(text) as Text);
  }

  close(): void {
    this.readyState = 3;
    this.onclose({ code: 1000 });
  }

  /** Opens, and answers the join. */
  accept(description: unknown): void {
    this.readyState = 1;
    this.onopen({});
    const [joinRef, ref, topic] = this.heard.find(([, , , event]) => event === "phx_join")!;
    this.say([joinRef, ref, topic, "phx_reply", { status: "ok", response: description as object }]);
  }

  say(message: Text): void {
    this.onmessage({ data: JSON.stringify(message) });
  }

  chunk(topic: string, data: Uint8Array): void {
    const head = new TextEncoder().encode(`${topic}chunk`);
    this.onmessage({ data: Uint8Array.from([2, topic.length, 5, ...head, ...data]).buffer });
  }

  /** The payloads of what was pushed under a name. */
  pushed(name: string): Record<string, unknown>[] {
    return this.heard.filter(([, , , event]) => event === name).map((message) => message[4]);
  }
}

/** What `new Worker` gives; answers nothing by itself. */
export class Hands {
  static last: Hands;
  readonly asked: Request[] = [];
  closed = false;
  onmessage: (event: { data: Answer }) => void = () => {};
  onerror: (event: object) => void = () => {};
  onmessageerror: (event: object) => void = () => {};

  constructor() {
    Hands.last = this;
  }

  postMessage(request: Request): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.closed = true;
  }
}

export function stubNetwork(): void {
  vi.stubGlobal("WebSocket", Server);
  vi.stubGlobal("Worker", Hands);
}

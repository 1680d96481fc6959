// SPDX-License-Identifier: MIT
import type { Description } from "../wire/description";
import type { Answer, Request } from "./decoder.worker";
import type { Prepared } from "./prepare";

/** Decodes and verifies chunks beside the page. */
export class Decoder {
  readonly #worker = new Worker(new URL("./decoder.worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<
    number,
    { done: (prepared: Prepared) => void; failed: (cause: Error) => void }
  >();
  #broken: Error | null = null;
  #next = 0;
  #decoded = 0;
  #milliseconds = 0;

  /** @param broke hears, once, that the worker can not go on: a chunk that it is given from then on is refused */
  constructor(world: Description, broke: (cause: Error) => void) {
    this.#send({ world });
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      this.#decoded++;
      this.#milliseconds += data.milliseconds;
      if ("prepared" in data) waiting?.done(data.prepared);
      else waiting?.failed(new Error(data.error));
    };
    // Where its script can not be had, this is all that is ever heard of the worker; messages to it vanish.
    this.#worker.onerror = () =>
      this.#break("The part of the studio that decodes chunks does not run. Load the page again.", broke);
    // An answer without a number: which chunk it was for can not be told.
    this.#worker.onmessageerror = () =>
      this.#break(
        "The part of the studio that decodes chunks can not be understood. Load the page again.",
        broke,
      );
  }

  /** Takes the buffer away from the caller. A chunk that is refused rejects with the reason. */
  decode(bytes: ArrayBuffer): Promise<Prepared> {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#send({ id, bytes }, [bytes]);
    });
  }

  /** Average milliseconds of a chunk, its digest included. */
  get cost(): number {
    return this.#decoded ? this.#milliseconds / this.#decoded : 0;
  }

  close(): void {
    this.#worker.terminate();
  }

  #break(reason: string, broke: (cause: Error) => void): void {
    if (this.#broken) return;
    this.#broken = new Error(reason);
    for (const { failed } of this.#waiting.values()) failed(this.#broken);
    this.#waiting.clear();
    broke(this.#broken);
  }

  #send(request: Request, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }
}

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
  #next = 0;
  #decoded = 0;
  #milliseconds = 0;

  constructor(world: Description) {
    this.#send({ world });
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      this.#decoded++;
      this.#milliseconds += data.milliseconds;
      if ("prepared" in data) waiting?.done(data.prepared);
      else waiting?.failed(new Error(data.error));
    };
    this.#worker.onerror = () => {
      const cause = new Error(
        "The part of the studio that decodes chunks did not start. Load the page again.",
      );
      for (const { failed } of this.#waiting.values()) failed(cause);
      this.#waiting.clear();
    };
  }

  /** Takes the buffer away from the caller. A chunk that is refused rejects with the reason. */
  decode(bytes: ArrayBuffer): Promise<Prepared> {
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

  #send(request: Request, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }
}

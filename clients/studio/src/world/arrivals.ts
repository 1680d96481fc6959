// SPDX-License-Identifier: MIT
//
// Chunks are decoded beside the page and end in any order, yet must be applied in the order in which they were sent
// among themselves and among `forget` and `complete`: the rule that keeps the world whole depends on it. So everything
// that arrives queues here, and the head waits until it is decoded.
import type { Key } from "../wire/key";
import type { Complete } from "../wire/message";
import type { Prepared } from "./prepare";

export type Arrival =
  | { kind: "chunk"; session: number; bytes: number; content: Prepared | Error | null }
  | { kind: "known"; session: number; bytes: number; key: Key; digest: string; data: ArrayBuffer }
  | { kind: "forget"; keys: Key[] }
  | { kind: "complete"; session: number; view: Complete };

export type Ready =
  | Exclude<Arrival, { kind: "chunk" }>
  | { kind: "chunk"; session: number; bytes: number; content: Prepared | Error };

/** Credit bounds only chunks; this, arrivals and the keys in them, is far above what a view brings. */
export const MOST_ARRIVALS = 1 << 16;

export class Arrivals {
  readonly #queue: Arrival[] = [];
  #size = 0;

  /** Answers whether there was room. */
  push(arrival: Arrival): boolean {
    if (this.#size + size(arrival) > MOST_ARRIVALS) return false;
    this.#size += size(arrival);
    this.#queue.push(arrival);
    return true;
  }

  /** Puts something back at the head. */
  unshift(arrival: Arrival): void {
    this.#size += size(arrival);
    this.#queue.unshift(arrival);
  }

  clear(): void {
    this.#queue.length = 0;
    this.#size = 0;
  }

  /** The head if it can be applied now. */
  shift(): Ready | null {
    const head = this.#queue[0];
    if (!head || (head.kind === "chunk" && head.content === null)) return null;
    this.#queue.shift();
    this.#size -= size(head);
    return head as Ready;
  }

  nextIsForget(): boolean {
    return this.#queue[0]?.kind === "forget";
  }
}

function size(arrival: Arrival): number {
  return arrival.kind === "forget" ? 1 + arrival.keys.length : 1;
}

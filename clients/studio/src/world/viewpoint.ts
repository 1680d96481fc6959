// SPDX-License-Identifier: MIT
import type { Vector } from "../wire/description";

const LEAST_MILLISECONDS = 100;
const RESTING_MILLISECONDS = 300;
/** Quarters of a chunk: who is this far away the next moment did not fly there. */
const JUMP_STEPS = 40;

/** Decides when the server must hear of the camera, and how fast the camera is. */
export class Viewpoint {
  readonly #step: number;
  #last: { at: number; position: Vector; velocity: Vector } | null = null;
  #still: { since: number; position: Vector } | null = null;

  /** @param span0 metres across a chunk of level 0 */
  constructor(span0: number) {
    this.#step = span0 / 4;
  }

  /** The next call of `next` sends, wherever the camera is. */
  restart(): void {
    this.#last = null;
  }

  /** Whether the server knows that the camera rests here. */
  told(position: Vector): boolean {
    return this.#last !== null && same(this.#last.velocity, [0, 0, 0]) && same(this.#last.position, position);
  }

  /** What to send now, or null. A camera that came to rest is told once, so that nothing is pulled forward any more. */
  next(now: number, position: Vector): { position: Vector; velocity: Vector } | null {
    if (!this.#still || !same(position, this.#still.position))
      this.#still = { since: now, position: [...position] };
    const last = this.#last;
    if (!last) return this.#send(now, position, [0, 0, 0]);
    const elapsed = now - last.at;
    if (elapsed < LEAST_MILLISECONDS) return null;
    const moved = position.map((value, axis) => value - last.position[axis]!) as unknown as Vector;
    const distance = Math.hypot(...moved);
    if (distance >= this.#step) {
      const velocity = moved.map((value) => (value / elapsed) * 1000) as unknown as Vector;
      // A jump is not a flight: nothing lies ahead of it.
      return this.#send(now, position, distance > JUMP_STEPS * this.#step ? [0, 0, 0] : velocity);
    }
    const rests = now - this.#still.since > RESTING_MILLISECONDS;
    return rests && !this.told(position) ? this.#send(now, position, [0, 0, 0]) : null;
  }

  #send(at: number, position: Vector, velocity: Vector): { position: Vector; velocity: Vector } {
    this.#last = { at, position: [...position], velocity };
    return { position, velocity };
  }
}

function same(a: Vector, b: Vector): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

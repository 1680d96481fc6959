// SPDX-License-Identifier: MIT

const SLOW_MILLISECONDS = 40;
const QUICK_MILLISECONDS = 21;
const LEAST_FRAMES = 4;
const LEAST_MILLISECONDS = 500;
const FIRST_PATIENCE = 4000;
const MOST_PATIENCE = 60_000;

/**
 * Chooses the resolution by how long frames take. Down at once, up with patience, and with twice the patience after an
 * attempt that had to be taken back: a picture that changes its sharpness all the time is worse than a soft one.
 */
export class Pace {
  readonly #least: number;
  readonly #most: number;
  #share: number;
  #frames = 0;
  #milliseconds = 0;
  #mean = 1000 / 60;
  #sinceChange = 0;
  #patience = FIRST_PATIENCE;
  #raised = false;

  constructor(range: { least: number; first: number; most: number }) {
    this.#least = range.least;
    this.#most = range.most;
    this.#share = range.first;
  }

  /** Of the screen's own resolution. */
  get share(): number {
    return this.#share;
  }

  /** Milliseconds of a frame, averaged. */
  get mean(): number {
    return this.#mean;
  }

  /** @returns whether the share changed */
  frame(milliseconds: number): boolean {
    this.#frames++;
    this.#milliseconds += milliseconds;
    this.#sinceChange += milliseconds;
    if (this.#frames < LEAST_FRAMES || this.#milliseconds < LEAST_MILLISECONDS) return false;
    this.#mean = this.#milliseconds / this.#frames;
    this.#frames = this.#milliseconds = 0;
    if (this.#mean > SLOW_MILLISECONDS && this.#share > this.#least) {
      if (this.#raised) this.#patience = Math.min(MOST_PATIENCE, 2 * this.#patience);
      return this.#change(Math.max(0.6, Math.sqrt(SLOW_MILLISECONDS / this.#mean) * 0.95), false);
    }
    if (this.#mean < QUICK_MILLISECONDS && this.#share < this.#most && this.#sinceChange > this.#patience) {
      return this.#change(1.2, true);
    }
    return false;
  }

  #change(factor: number, raised: boolean): boolean {
    this.#share = Math.min(this.#most, Math.max(this.#least, this.#share * factor));
    this.#raised = raised;
    this.#sinceChange = 0;
    return true;
  }
}

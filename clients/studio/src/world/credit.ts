// SPDX-License-Identifier: MIT

/**
 * Counts how many bytes the server may send. A window is split in three: granted and not yet used, received and not
 * yet consumed, and what may be granted next. A page that does not consume, such as a hidden tab, thus stops the
 * stream after one window.
 */
export class Credit {
  readonly #window: number;
  readonly #least: number;
  #granted = 0;
  #waiting = 0;

  constructor(limits: { frameBytes: number; creditBytes: number }, windowBytes = 4 << 20) {
    this.#window = Math.min(limits.creditBytes, Math.max(windowBytes, 4 * limits.frameBytes));
    this.#least = 2 * limits.frameBytes;
  }

  /** A new join: the server starts from 0. */
  restart(): void {
    this.#granted = 0;
  }

  /** Answers whether they were granted. Those that were not count for nothing: they may not be kept. */
  received(bytes: number): boolean {
    if (bytes > this.#granted) return false;
    this.#granted -= bytes;
    this.#waiting += bytes;
    return true;
  }

  consumed(bytes: number): void {
    this.#waiting -= bytes;
  }

  /** What to grant now, or 0: small grants wait, unless a frame might not fit into what is left. */
  take(): number {
    const due = this.#window - this.#granted - this.#waiting;
    const worth = due >= this.#window / 8 || this.#granted < this.#least;
    if (due <= 0 || !worth) return 0;
    this.#granted += due;
    return due;
  }
}

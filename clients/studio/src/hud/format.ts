// SPDX-License-Identifier: MIT

export function bytes(value: number): string {
  if (value < 1e3) return `${Math.round(value)} B`;
  if (value < 1e6) return `${(value / 1e3).toFixed(value < 1e4 ? 1 : 0)} kB`;
  return `${(value / 1e6).toFixed(value < 1e8 ? 1 : 0)} MB`;
}

export function metres(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 0 }).replace("-", "−");
}

/** Bytes a second over the last few seconds. */
export class Rate {
  readonly #samples: { at: number; total: number }[] = [];

  add(at: number, total: number): number {
    this.#samples.push({ at, total });
    while (this.#samples.length > 2 && at - this.#samples[0]!.at > 2000) this.#samples.shift();
    const first = this.#samples[0]!;
    return at > first.at ? ((total - first.total) * 1000) / (at - first.at) : 0;
  }
}

/** How long something has been so: `5 s`, `12 min`, `3 h`, `2 d`. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

// SPDX-License-Identifier: MIT
import { readComponent, readComponents, type Component } from "../wire/components";
import type { Api } from "./api";

const SLOW_MILLISECONDS = 2000;
const QUICK_MILLISECONDS = 200;
const REFUSAL_MILLISECONDS = 12_000;

/**
 * The components of the sidecar, over HTTP: sockets are one of them, and whoever turned them off must be able to turn
 * them on again. Asks only while somebody looks.
 */
export class Components {
  all: readonly Component[] = [];
  /** Why a component did not do what was asked last, by name. */
  readonly refusals = new Map<string, string>();
  trouble: string | null = null;
  onChange: () => void = () => {};
  readonly #api: Api;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #watching = false;

  constructor(api: Api) {
    this.#api = api;
  }

  watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    void this.#look();
  }

  rest(): void {
    this.#watching = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Asks a component to go the other way; what it answers is shown. */
  async toggle(name: string): Promise<void> {
    const component = this.all.find((one) => one.component === name);
    if (!component) return;
    const to = component.wanted && component.state !== "failed" ? "off" : "on";
    this.refusals.delete(name);
    try {
      const answer = await this.#api.post("api/control/events", { event: component.event, to });
      const body: unknown = await answer.json();
      if (answer.ok) {
        const now = readComponent(body);
        this.all = this.all.map((one) => (one.component === name ? now : one));
      } else {
        this.#refuse(name, (body as { detail?: string }).detail ?? `refused with ${answer.status}`);
      }
    } catch (error) {
      this.#refuse(name, (error as Error).message);
    }
    this.onChange();
    this.#next(QUICK_MILLISECONDS);
  }

  #refuse(name: string, why: string): void {
    this.refusals.set(name, why);
    setTimeout(() => {
      if (this.refusals.get(name) === why) this.refusals.delete(name);
      this.onChange();
    }, REFUSAL_MILLISECONDS);
  }

  async #look(): Promise<void> {
    try {
      const answer = await this.#api.get("api/control");
      if (!answer.ok) throw new Error(`The sidecar answers with ${answer.status}.`);
      this.all = readComponents(await answer.json());
      this.trouble = null;
    } catch (error) {
      this.trouble = `What runs is not known: ${(error as Error).message}`;
    }
    this.onChange();
    const moving = this.all.some(({ state }) => state === "starting" || state === "stopping");
    this.#next(moving ? QUICK_MILLISECONDS : SLOW_MILLISECONDS);
  }

  #next(milliseconds: number): void {
    if (!this.#watching) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), milliseconds);
  }
}

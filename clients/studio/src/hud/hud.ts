// SPDX-License-Identifier: MIT
import { ChunkMap, type MapView } from "./chunkMap";
import { bytes, metres, Rate } from "./format";
import { levelColour } from "./levelColour";

export interface Reading {
  readonly link: "connecting" | "live" | "lost" | "refused" | "stopped";
  readonly notice: string | null;
  /** The first steps need no hint any more. */
  readonly flown: boolean;
  readonly title: string;
  readonly levels: number;
  readonly shown: number;
  readonly hidden: number;
  readonly wanted: number;
  readonly complete: boolean;
  readonly bytes: number;
  readonly roundTripMs: number | null;
  readonly applyMs: number;
  readonly decodeMs: number;
  readonly framesPerSecond: number;
  readonly instances: number;
  readonly speed: number;
  readonly position: readonly [number, number, number];
  readonly map: MapView;
}

export type Switch = "levels" | "wireframe" | "pipelines" | "control" | "help" | "clean";

const LINKS = {
  connecting: "Connecting",
  live: "Live",
  lost: "Reconnecting",
  refused: "Refused",
  stopped: "Stopped",
} as const;

/** The panels over the world. They only show; what a switch does is said by whoever listens. */
export class Hud {
  readonly #map = new ChunkMap(element<HTMLCanvasElement>("map"));
  readonly #rate = new Rate();
  readonly #text = new Map<HTMLElement, string>();

  constructor(toggled: (what: Switch, on: boolean) => void) {
    const flip = (what: Switch): void => {
      const on = document.body.classList.toggle(what);
      for (const button of document.querySelectorAll(`[data-switch="${what}"]`)) {
        button.setAttribute("aria-pressed", String(on));
      }
      toggled(what, on);
    };
    const keys: Record<string, Switch> = {
      l: "levels",
      m: "wireframe",
      p: "pipelines",
      c: "control",
      "?": "help",
      h: "clean",
    };
    window.addEventListener("keydown", (event) => {
      const what = keys[event.key.toLowerCase()];
      if (what && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) flip(what);
      for (const panel of ["help", "control"] as const) {
        if (event.key === "Escape" && document.body.classList.contains(panel)) flip(panel);
      }
    });
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-switch]")) {
      button.addEventListener("click", () => {
        flip(button.dataset.switch as Switch);
        button.blur();
      });
    }
  }

  show(now: number, reading: Reading): void {
    const rate = this.#rate.add(now, reading.bytes);
    document.body.dataset.link = reading.link;
    document.title = `${reading.title} · Seisei`;
    this.#set("title", reading.title);
    this.#set("link", LINKS[reading.link]);
    this.#set("notice", reading.notice ?? "");
    element("notice").hidden = reading.notice === null;
    this.#set("chunks", `${reading.shown}`);
    this.#set("wanted", ` / ${reading.wanted}`);
    this.#set(
      "hidden",
      reading.hidden > 0 ? `${reading.hidden} waiting` : reading.complete ? "complete" : "streaming",
    );
    this.#set("bytes", bytes(reading.bytes));
    this.#set("rate", `${bytes(rate)}/s`);
    this.#set("trip", reading.roundTripMs === null ? "–" : `${Math.round(reading.roundTripMs)} ms`);
    this.#set("apply", `${reading.decodeMs.toFixed(1)} + ${reading.applyMs.toFixed(1)} ms`);
    this.#set("frames", reading.framesPerSecond.toFixed(reading.framesPerSecond < 9.5 ? 1 : 0));
    this.#set("instances", metres(reading.instances));
    this.#set("position", reading.position.map(metres).join("  "));
    this.#set("speed", `${metres(reading.speed)} m/s`);
    const share = reading.wanted > 0 ? Math.min(1, reading.shown / reading.wanted) : 0;
    element("progress").style.transform = `scaleX(${share})`;
    document.body.classList.toggle("complete", reading.complete);
    document.body.classList.toggle("flown", reading.flown);
    this.#legend(reading.levels);
    this.#map.draw(reading.map);
  }

  #legend(levels: number): void {
    const legend = element("legend");
    if (legend.childElementCount === levels) return;
    legend.replaceChildren(
      ...Array.from({ length: levels }, (_, level) => {
        const item = document.createElement("li");
        item.textContent = String(level);
        item.style.setProperty("--level", levelColour(level));
        return item;
      }),
    );
  }

  /** Only what changed is written: the panels are laid out anew for every write. */
  #set(id: string, text: string): void {
    const target = element(id);
    if (this.#text.get(target) === text) return;
    this.#text.set(target, text);
    target.textContent = text;
  }
}

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

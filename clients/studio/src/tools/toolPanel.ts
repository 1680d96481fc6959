// SPDX-License-Identifier: MIT
import type { Description } from "../wire/description";
import { TOOLS, type Brush, type Tool } from "./brush";

interface Actions {
  take(tool: Tool): void;
  undo(): void;
  redo(): void;
}

const NAMES: Record<Tool, string> = {
  raise: "Raise",
  lower: "Lower",
  smooth: "Smooth",
  flatten: "Flatten",
  paint: "Paint",
  place: "Place",
  remove: "Remove",
};

/** Drawn by hand on 24 × 24: a stroke each, so that they take the colour of the text. */
const ICONS: Record<Tool, string> = {
  raise: "M3 19 L9 9 L12 13 L15 8 L21 19 Z M12 6 V2 M10 4 L12 2 L14 4",
  lower: "M3 9 L8 9 C10 9 10 18 12 18 C14 18 14 9 16 9 L21 9 M12 3 V8 M10 6 L12 8 L14 6",
  smooth: "M3 15 C6 9 9 9 12 13 C15 17 18 15 21 10 M3 20 H21",
  flatten: "M3 16 H21 M6 12 L9 8 M15 8 L18 12 M12 5 V12 M10 10 L12 12 L14 10",
  paint: "M14 4 L20 10 L12 18 L6 12 Z M6 12 L4 14 C2 17 4 20 5 20 C7 20 9 18 8 15",
  place: "M12 3 L17 11 H14 L18 17 H6 L10 11 H7 Z M12 17 V21",
  remove: "M5 5 L19 19 M19 5 L5 19",
};

/** The brush's panel: which tool, how wide, how strong, and with what. */
export class ToolPanel {
  readonly #brush: Brush;
  readonly #buttons = new Map<Tool, HTMLButtonElement>();
  readonly #radius = element<HTMLInputElement>("brush-radius");
  readonly #strength = element<HTMLInputElement>("brush-strength");
  readonly #material = element<HTMLElement>("brush-materials");
  readonly #prop = element<HTMLElement>("brush-props");
  #range: readonly [number, number] = [1, 128];

  constructor(brush: Brush, actions: Actions) {
    this.#brush = brush;
    TOOLS.forEach((tool, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.tool = tool;
      button.title = `${NAMES[tool]} (${index + 1})`;
      button.setAttribute("aria-label", NAMES[tool]);
      button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[tool]}"/></svg><kbd>${index + 1}</kbd>`;
      button.addEventListener("click", () => {
        actions.take(tool);
        button.blur();
      });
      this.#buttons.set(tool, button);
      element("tool-list").append(button);
    });
    this.#radius.addEventListener("input", () => this.setRadius(Math.exp(Number(this.#radius.value))));
    this.#strength.addEventListener("input", () => {
      brush.strength = Number(this.#strength.value);
      this.show();
    });
    for (const [id, act] of [["undo", actions.undo] as const, ["redo", actions.redo] as const]) {
      const button = element<HTMLButtonElement>(id);
      button.addEventListener("click", () => {
        act();
        button.blur();
      });
    }
    this.show();
  }

  open(world: Description): void {
    this.#range = world.limits.brushMetres;
    this.#radius.min = String(Math.log(this.#range[0]));
    this.#radius.max = String(Math.log(this.#range[1]));
    this.#material.replaceChildren(
      ...world.materials.map(({ name, colour }) => {
        const choice = chip(name, () => (this.#brush.material = name));
        choice.style.setProperty("--chip", colour);
        return choice;
      }),
    );
    this.#prop.replaceChildren(...world.props.map(({ name }) => chip(name, () => (this.#brush.prop = name))));
    for (const choice of document.querySelectorAll(".chip"))
      choice.addEventListener("click", () => this.show());
    this.show();
  }

  setRadius(metres: number): void {
    const [least, most] = this.#range;
    this.#brush.radius = Math.min(most, Math.max(least, metres));
    this.show();
  }

  show(): void {
    const { tool, radius, strength, material, prop } = this.#brush;
    document.body.dataset.tool = tool ?? "";
    for (const [name, button] of this.#buttons) button.setAttribute("aria-pressed", String(name === tool));
    element("brush").hidden = tool === null;
    element("brush-name").textContent = tool === null ? "" : NAMES[tool];
    this.#radius.value = String(Math.log(radius));
    element("brush-metres").textContent = `${radius < 10 ? radius.toFixed(1) : Math.round(radius)} m`;
    this.#strength.value = String(strength);
    element("brush-share").textContent = `${Math.round(strength * 100)} %`;
    this.#material.hidden = tool !== "paint";
    this.#prop.hidden = tool !== "place";
    element("brush-strong").hidden = tool === "place" || tool === "remove";
    for (const [list, chosen] of [
      [this.#material, material],
      [this.#prop, prop],
    ] as const) {
      for (const choice of list.children)
        choice.setAttribute("aria-pressed", String(choice.textContent === chosen));
    }
  }
}

function chip(name: string, choose: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.textContent = name;
  button.addEventListener("click", () => {
    choose();
    button.blur();
  });
  return button;
}

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

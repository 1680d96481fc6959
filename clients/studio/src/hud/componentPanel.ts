// SPDX-License-Identifier: MIT
import type { Component, ComponentState } from "../wire/components";
import type { Components } from "../world/components";
import { span } from "./format";

const WORDS: Record<ComponentState, string> = {
  off: "Off",
  starting: "Starting",
  on: "On",
  stopping: "Stopping",
  failed: "Failed",
};

interface Row {
  readonly item: HTMLLIElement;
  readonly state: HTMLElement;
  readonly since: HTMLElement;
  readonly reason: HTMLElement;
  readonly refusal: HTMLElement;
  readonly toggle: HTMLButtonElement;
}

/** The components of the sidecar: what each does, where it is and why, and a switch. */
export class ComponentPanel {
  readonly #list = document.getElementById("components")!;
  readonly #trouble = document.getElementById("components-trouble")!;
  readonly #rows = new Map<string, Row>();
  readonly #source: Components;

  constructor(source: Components) {
    this.#source = source;
    source.onChange = () => this.#show();
  }

  open(isOpen: boolean): void {
    if (isOpen) this.#source.watch();
    else this.#source.rest();
  }

  #show(): void {
    this.#trouble.textContent = this.#source.trouble ?? "";
    this.#trouble.hidden = this.#source.trouble === null;
    for (const component of this.#source.all) {
      const row = this.#rows.get(component.component) ?? this.#add(component);
      this.#fill(row, component);
    }
  }

  #add(component: Component): Row {
    const item = document.createElement("li");
    item.dataset.component = component.component;
    const part = <T extends HTMLElement>(tag: string, name: string, text = ""): T => {
      const made = document.createElement(tag) as T;
      made.className = name;
      made.textContent = text;
      item.append(made);
      return made;
    };
    part("h3", "title", component.component);
    part("p", "purpose", component.purpose);
    const row: Row = {
      item,
      toggle: part<HTMLButtonElement>("button", "toggle"),
      state: part("p", "state"),
      since: part("p", "since"),
      reason: part("p", "reason"),
      refusal: part("p", "refusal"),
    };
    row.toggle.type = "button";
    row.toggle.setAttribute("role", "switch");
    row.toggle.setAttribute("aria-label", component.component);
    row.toggle.title = component.event;
    row.toggle.addEventListener("click", () => {
      void this.#source.toggle(component.component);
      row.toggle.blur();
    });
    row.refusal.setAttribute("role", "alert");
    this.#rows.set(component.component, row);
    this.#list.append(item);
    return row;
  }

  #fill(row: Row, component: Component): void {
    row.item.dataset.state = component.state;
    row.item.classList.toggle("absent", !component.installed);
    row.toggle.setAttribute("aria-checked", String(component.wanted && component.installed));
    row.toggle.disabled = !component.installed;
    set(row.state, component.installed ? WORDS[component.state] : "Not installed");
    set(row.since, component.installed ? `for ${span(Date.now() - component.since.getTime())}` : "");
    set(row.reason, component.reason.replace(/^not installed\. /, ""));
    set(row.refusal, this.#source.refusals.get(component.component) ?? "");
  }
}

function set(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

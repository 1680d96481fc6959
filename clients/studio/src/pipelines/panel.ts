// SPDX-License-Identifier: MIT
import { bytes } from "../hud/format";
import type { Participant } from "../participant";
import type { Api } from "../world/api";
import { Feed } from "./feed";
import type { Element, Graph, Link } from "./graph";
import { CARD, layOut, type Layout, type Place } from "./layout";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 14;
const LONGEST_NAME = 20;

/** The panel of the running pipelines: elements as cards, links as lines along which one sees how much flows. */
export class PipelinePanel {
  readonly #api: Api;
  readonly #participant: Participant;
  readonly #tabs = find("pipeline-tabs");
  readonly #state = find("pipeline-state");
  readonly #foot = find("pipeline-foot");
  readonly #picture = find<HTMLElement>("pipeline-picture");
  #feed: Feed | null = null;
  #ids: string[] = [];
  #shown: string | null = null;
  #shape = "";
  #cards = new Map<string, Card>();
  #lines = new Map<string, Line>();

  constructor(api: Api, participant: Participant) {
    this.#api = api;
    this.#participant = participant;
  }

  /** A panel that is closed costs nothing, here nor at the sidecar. */
  show(open: boolean): void {
    this.#feed?.close();
    this.#feed = open
      ? new Feed(this.#api, this.#participant, {
          ids: (ids) => this.#list(ids),
          graph: (graph) => this.#draw(graph),
          trouble: (message) => (this.#foot.textContent = message),
        })
      : null;
    this.#ids = [];
    this.#shown = null;
  }

  #list(ids: string[]): void {
    if (ids.join() !== this.#ids.join()) {
      this.#ids = ids;
      this.#tabs.replaceChildren(
        ...ids.map((id) => {
          const tab = document.createElement("button");
          tab.type = "button";
          tab.role = "tab";
          tab.textContent = id;
          tab.addEventListener("click", () => this.#choose(id));
          return tab;
        }),
      );
    }
    if (this.#shown === null || !ids.includes(this.#shown)) {
      if (ids[0]) this.#choose(ids[0]);
    } else {
      this.#mark();
    }
  }

  #choose(id: string): void {
    this.#shown = id;
    this.#shape = "";
    this.#mark();
    this.#feed?.follow(id);
  }

  #mark(): void {
    for (const tab of this.#tabs.children) tab.ariaSelected = String(tab.textContent === this.#shown);
  }

  #draw(graph: Graph): void {
    if (graph.id !== this.#shown) return;
    const shape = JSON.stringify([graph.elements.map(({ path }) => path), graph.links.map(({ key }) => key)]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#lay(graph, layOut(graph));
    }
    for (const one of graph.elements) this.#cards.get(one.path)?.show(one);
    for (const one of graph.links) this.#lines.get(one.key)?.show(one);
    this.#state.textContent = graph.state;
    this.#state.dataset.state = graph.state;
    this.#foot.textContent = told(graph);
  }

  #lay(graph: Graph, layout: Layout): void {
    const svg = create("svg", {
      viewBox: `${-MARGIN} ${-MARGIN} ${layout.width + 2 * MARGIN} ${layout.height + 2 * MARGIN}`,
      width: String(layout.width + 2 * MARGIN),
      height: String(layout.height + 2 * MARGIN),
      role: "img",
    });
    this.#cards = new Map();
    this.#lines = new Map();
    for (const { key, from, to } of graph.links) {
      const start = layout.places.get(from);
      const end = layout.places.get(to);
      if (start && end) {
        const line = new Line(start, end);
        this.#lines.set(key, line);
        svg.append(line.node);
      }
    }
    for (const { path } of graph.elements) {
      const place = layout.places.get(path);
      if (place) {
        const card = new Card(place);
        this.#cards.set(path, card);
        svg.append(card.node);
      }
    }
    this.#picture.replaceChildren(svg);
  }
}

/** An element. */
class Card {
  readonly node: SVGElement;
  readonly #name = create("text", { x: "30", y: "27", class: "name" });
  readonly #type = create("text", { x: "14", y: "49", class: "type" });
  readonly #title = create("title", {});

  constructor({ x, y }: Place) {
    this.node = create("g", { class: "card", transform: `translate(${x} ${y})` });
    this.node.append(
      create("rect", { width: String(CARD.width), height: String(CARD.height), rx: "12" }),
      create("circle", { cx: "18", cy: "22.5", r: "4.5" }),
      this.#name,
      this.#type,
      this.#title,
    );
  }

  show(one: Element): void {
    const state = one.stuck ? "stuck" : one.state;
    this.node.dataset.state = state;
    this.node.dataset.kind = one.kind;
    this.#name.textContent = shortened(one.path);
    this.#type.textContent = shortened(
      one.bypassed !== null
        ? `off: ${one.bypassed}`
        : state === "playing"
          ? one.type + (one.restarts > 0 ? ` · ↻ ${one.restarts}` : "")
          : `${one.type} · ${state}`,
      LONGEST_NAME + 6,
    );
    this.#title.textContent = [
      `${one.path} (${one.type}): ${state}`,
      one.bypassed,
      one.crashes > 0 ? `crashed ${one.crashes}×, last: ${one.crash}` : null,
    ]
      .filter((part) => part !== null)
      .join("\n");
  }
}

/** A link. */
class Line {
  readonly node = create("g", { class: "line" });
  readonly #flow: SVGElement;
  readonly #rate: SVGElement;
  readonly #more: SVGElement;
  readonly #fill: SVGElement;
  readonly #title = create("title", {});

  constructor(from: Place, to: Place) {
    const [x1, y1, x2, y2] = [from.x + CARD.width, from.y + CARD.height / 2, to.x, to.y + CARD.height / 2];
    const middle = (x1 + x2) / 2;
    const curve = `M ${x1} ${y1} C ${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
    this.#flow = create("path", { d: curve, class: "flow" });
    this.#fill = create("rect", {
      x: String(x2 - 5),
      y: String(y2 + 13),
      width: "5",
      height: "0",
      rx: "2",
      class: "fill",
    });
    const label = { x: String(middle), "text-anchor": "middle" };
    this.#rate = create("text", { ...label, y: String((y1 + y2) / 2 - 9), class: "rate" });
    this.#more = create("text", { ...label, y: String((y1 + y2) / 2 + 17), class: "more" });
    this.node.append(
      create("path", { d: curve, class: "bed" }),
      this.#flow,
      this.#fill,
      this.#rate,
      this.#more,
      this.#title,
    );
  }

  show(one: Link): void {
    const flows = one.perSecond > 0;
    this.node.classList.toggle("flows", flows);
    // A wave passes in 1.6 s at one a second, in a tenth of that at a thousand and more.
    const seconds = 1.6 / (1 + 3 * Math.min(3, Math.log10(1 + one.perSecond)));
    const width = 2 + Math.min(4, Math.log10(1 + one.bytesPerSecond) * 0.7);
    this.#flow.style.setProperty("--pace", `${seconds.toFixed(1)}s`);
    this.#flow.style.strokeWidth = width.toFixed(1);
    this.#rate.textContent = flows ? `${count(one.perSecond)}/s` : one.sent > 0 ? "idle" : "";
    this.#more.textContent = [
      flows ? `${bytes(one.bytesPerSecond)}/s` : null,
      one.wants > 0 ? `${count(one.wants)} wanted` : null,
      one.dropped > 0 ? `${count(one.dropped)} dropped` : null,
    ]
      .filter((part) => part !== null)
      .slice(0, 2)
      .join(" · ");
    const height = 26 * Math.min(1, one.queued / one.capacity);
    this.#fill.setAttribute("height", height.toFixed(1));
    this.#title.textContent =
      `${one.key.replace(" ", " → ")}\n${one.format ?? "nothing flowed yet"}\n` +
      `${count(one.sent)} buffers, ${one.queued} of ${one.capacity} waiting, p99 ${one.p99Micros.toFixed(0)} µs`;
  }
}

function told(graph: Graph): string {
  const down = graph.elements.filter(({ state }) => state === "down").length;
  const off = graph.elements.filter(({ bypassed }) => bypassed !== null).length;
  return [
    `${graph.elements.length} elements`,
    `${graph.links.length} links`,
    down > 0 ? `${down} down` : null,
    off > 0 ? `${off} bypassed` : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

export function count(value: number): string {
  if (value < 10) return String(Math.round(value * 10) / 10);
  if (value < 1e4) return Math.round(value).toLocaleString("en");
  return value < 1e6 ? `${(value / 1e3).toFixed(value < 1e5 ? 1 : 0)} k` : `${(value / 1e6).toFixed(1)} M`;
}

function shortened(text: string, most = LONGEST_NAME): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function create(name: string, attributes: Record<string, string>): SVGElement {
  const node = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function find<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

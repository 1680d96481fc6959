// SPDX-License-Identifier: MIT
import { Vector2, Vector3, type PerspectiveCamera } from "three";
import type { FlyControls } from "../controls/fly";
import type { Description } from "../wire/description";
import { fitBrush, newBrush, Stroke, TOOLS, type Brush, type Tool } from "./brush";
import { pickGround } from "./pick";
import { ToolPanel } from "./toolPanel";

/** What the tools work on. */
export interface Ground {
  at(x: number, z: number): number | null;
  edit(edit: Record<string, unknown>): Promise<boolean>;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
}

/** Edits under way at once: beyond, a stroke leaves some out rather than run behind the mouse. */
const MOST_UNDER_WAY = 4;

/** Turns the mouse into strokes while a tool is taken, and keys into tools, undo and redo. */
export class Tools {
  readonly brush: Brush = newBrush();
  readonly #camera: PerspectiveCamera;
  readonly #surface: HTMLElement;
  readonly #ground: Ground;
  readonly #panel: ToolPanel;
  readonly #pointer = new Vector2();
  #stroke: Stroke | null = null;
  #over = false;
  #underWay = 0;
  answered = 0;
  /** Where the brush is, while a tool is taken and points at ground. */
  target: Vector3 | null = null;

  constructor(camera: PerspectiveCamera, surface: HTMLElement, controls: FlyControls, ground: Ground) {
    this.#camera = camera;
    this.#surface = surface;
    this.#ground = ground;
    this.#panel = new ToolPanel(this.brush, {
      take: (tool) => this.take(tool),
      undo: () => void this.#act(() => ground.undo()),
      redo: () => void this.#act(() => ground.redo()),
    });
    controls.claims = (event) => this.#down(event);
    controls.claimsWheel = (event) => this.#wheel(event);
    surface.addEventListener("pointermove", (event) => this.#moved(event));
    surface.addEventListener("pointerleave", () => (this.#over = false));
    for (const end of ["pointerup", "pointercancel"] as const) {
      surface.addEventListener(end, (event) => {
        if (event.button === 0 || end === "pointercancel") this.#stroke = null;
      });
    }
    window.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("blur", () => (this.#stroke = null));
  }

  open(world: Description): void {
    fitBrush(this.brush, world);
    this.#panel.open(world);
  }

  /** Takes a tool, or puts it down if it is the one in hand. */
  take(tool: Tool | null): void {
    this.brush.tool = this.brush.tool === tool ? null : tool;
    this.#stroke = null;
    this.#panel.show();
    this.#surface.classList.toggle("drawing", this.brush.tool !== null);
  }

  /** Once a frame: finds where the brush is, and goes on with a stroke. */
  frame(now: number): void {
    if (!this.brush.tool || !this.#over) {
      this.target = null;
      return;
    }
    const direction = new Vector3(this.#pointer.x, this.#pointer.y, 0.5)
      .unproject(this.#camera)
      .sub(this.#camera.position)
      .normalize();
    this.target = pickGround(this.#camera.position, direction, (x, z) => this.#ground.at(x, z));
    if (!this.#stroke || !this.target || this.#underWay >= MOST_UNDER_WAY) return;
    const edit = this.#stroke.next(this.target.x, this.target.z, now);
    if (edit) void this.#act(() => this.#ground.edit(edit));
  }

  async #act(what: () => Promise<boolean>): Promise<void> {
    this.#underWay++;
    try {
      await what();
    } finally {
      this.#underWay--;
      this.answered++;
    }
  }

  #down(event: PointerEvent): boolean {
    if (!this.brush.tool || event.button !== 0 || event.pointerType === "touch") return false;
    this.#moved(event);
    this.#surface.setPointerCapture(event.pointerId);
    this.frame(performance.now());
    if (this.target) this.#stroke = new Stroke(this.brush, this.target.y);
    return true;
  }

  #moved(event: PointerEvent): void {
    const { left, top, width, height } = this.#surface.getBoundingClientRect();
    this.#over = event.pointerType !== "touch";
    this.#pointer.set(((event.clientX - left) / width) * 2 - 1, 1 - ((event.clientY - top) / height) * 2);
  }

  #wheel(event: WheelEvent): boolean {
    if (!this.brush.tool) return false;
    this.#panel.setRadius(this.brush.radius * Math.exp(-event.deltaY * 0.0012));
    return true;
  }

  #key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
      event.preventDefault();
      void this.#act(() => (key === "y" || event.shiftKey ? this.#ground.redo() : this.#ground.undo()));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const tool = TOOLS[Number(key) - 1];
    if (tool) this.take(tool);
    if (key === "escape" && this.brush.tool) this.take(this.brush.tool);
  }
}

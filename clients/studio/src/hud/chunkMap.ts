// SPDX-License-Identifier: MIT
import type { Key } from "../wire/key";
import { levelColour } from "./levelColour";

export interface MapView {
  readonly chunks: Iterable<{ readonly key: Key; readonly shown: boolean }>;
  readonly span0: number;
  readonly x: number;
  readonly z: number;
  /** Radians about +Y; 0 looks along −Z. */
  readonly yaw: number;
  readonly radius: number;
}

/** The chunks that are held, seen from above, north up: the one place where streaming itself can be watched. */
export class ChunkMap {
  readonly #canvas: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  draw(view: MapView): void {
    const size = this.#canvas.clientWidth;
    if (size === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio);
    if (this.#canvas.width !== Math.round(size * ratio)) {
      this.#canvas.width = this.#canvas.height = Math.round(size * ratio);
    }
    const draw = this.#canvas.getContext("2d")!;
    const scale = size / 2 / (view.radius * 1.08);
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.clearRect(0, 0, size, size);
    draw.save();
    draw.beginPath();
    draw.arc(size / 2, size / 2, size / 2, 0, 7);
    draw.clip();
    draw.translate(size / 2, size / 2);
    for (const { key, shown } of view.chunks) {
      const span = view.span0 * 2 ** key.lod;
      const [x, y] = [(key.x * span - view.x) * scale, (key.z * span - view.z) * scale];
      const side = span * scale;
      draw.globalAlpha = shown ? 0.62 : 0.15;
      draw.fillStyle = levelColour(key.lod);
      draw.fillRect(x + 0.4, y + 0.4, Math.max(0.6, side - 0.8), Math.max(0.6, side - 0.8));
    }
    draw.globalAlpha = 0.7;
    draw.strokeStyle = "#ffffff66";
    draw.beginPath();
    draw.arc(0, 0, view.radius * scale, 0, 7);
    draw.stroke();
    draw.globalAlpha = 1;
    draw.rotate(-view.yaw);
    draw.fillStyle = "#fff";
    draw.shadowColor = "#000";
    draw.shadowBlur = 4;
    draw.beginPath();
    draw.moveTo(0, -8);
    draw.lineTo(5, 6);
    draw.lineTo(0, 3);
    draw.lineTo(-5, 6);
    draw.closePath();
    draw.fill();
    draw.restore();
  }
}

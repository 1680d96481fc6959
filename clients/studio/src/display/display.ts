// SPDX-License-Identifier: MIT
import { CustomToneMapping, PCFShadowMap, WebGLRenderer, type PerspectiveCamera, type Scene } from "three";
import type { Device } from "./device";
import { Pace } from "./pace";
import { installTone } from "./tone";

/** A tab that was hidden comes back with a gap, which says nothing about speed. */
const GAP_MILLISECONDS = 4000;

/** The picture on the page, as sharp as the device draws it in time. */
export class Display {
  readonly #renderer: WebGLRenderer;
  readonly #camera: PerspectiveCamera;
  readonly #pace: Pace;
  #last = performance.now();

  constructor(canvas: HTMLCanvasElement, camera: PerspectiveCamera, device: Device) {
    this.#camera = camera;
    this.#pace = new Pace(device.resolution);
    installTone();
    this.#renderer = new WebGLRenderer({
      canvas,
      antialias: device.antialias,
      powerPreference: "high-performance",
    });
    this.#renderer.toneMapping = CustomToneMapping;
    this.#renderer.toneMappingExposure = 0.94;
    this.#renderer.shadowMap.enabled = device.shadowSide > 0;
    this.#renderer.shadowMap.type = PCFShadowMap;
    window.addEventListener("resize", () => this.#resize());
    this.#resize();
  }

  /** Milliseconds between two frames, averaged. */
  get frameMilliseconds(): number {
    return this.#pace.mean;
  }

  /** Calls back before every frame, with the milliseconds since the last one. */
  run(frame: (now: number, milliseconds: number) => void): void {
    this.#renderer.setAnimationLoop((now) => {
      const milliseconds = now - this.#last;
      this.#last = now;
      if (milliseconds < GAP_MILLISECONDS && this.#pace.frame(milliseconds)) this.#resize();
      frame(now, milliseconds);
    });
  }

  draw(scene: Scene): void {
    this.#renderer.render(scene, this.#camera);
  }

  #resize(): void {
    this.#renderer.setPixelRatio(Math.min(2, window.devicePixelRatio) * this.#pace.share);
    this.#renderer.setSize(innerWidth, innerHeight, false);
    this.#camera.aspect = innerWidth / innerHeight;
    this.#camera.updateProjectionMatrix();
  }
}

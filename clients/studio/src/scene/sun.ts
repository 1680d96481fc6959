// SPDX-License-Identifier: MIT
//
// Sun and sky light. Two shadow maps follow the camera, cascades as in Dimitrov, "Cascaded Shadow Maps" (NVIDIA, 2007):
// a fine one for what stands near, a coarse one in which a mountain darkens the valley behind it. Both lights are the
// one sun: the shader below takes the colour of the first and blends the shadows of the two.
import {
  DirectionalLight,
  type Frustum,
  Group,
  HemisphereLight,
  Matrix4,
  Vector3,
  type PerspectiveCamera,
} from "three";
import type { Air } from "./atmosphere";

/** three draws into a shadow map only what shares a layer with its camera, other than 0. */
export const CASCADE_LAYERS = [1, 2] as const;
const [NEAR, FAR] = CASCADE_LAYERS;

const UP = new Vector3(0, 1, 0);
const FAR_HALF = 1536;
const FAR_STEP = 96;
/** The coarse map is drawn anew at most this often while chunks arrive: it holds the whole land. */
const FAR_MILLISECONDS = 400;

interface Cascade {
  readonly light: DirectionalLight;
  readonly middle: Vector3;
  half: number;
  drawn: number;
  version: number;
}

export class Sun {
  readonly group = new Group();
  readonly #direction: Vector3;
  readonly #turn: Matrix4;
  readonly #turnBack: Matrix4;
  readonly #cascades: readonly Cascade[];
  readonly #side: number;

  /** @param side texels along a shadow map; 0 for no shadows */
  constructor(direction: Vector3, air: Air, side: number) {
    this.#direction = direction;
    this.#side = side;
    this.#turn = new Matrix4().lookAt(direction, new Vector3(), UP);
    this.#turnBack = this.#turn.clone().invert();
    air.uniforms.airSun.value.copy(direction);
    this.#cascades = [cascade(side, NEAR), cascade(side, FAR)];
    for (const { light } of this.#cascades) {
      light.position.copy(direction);
      this.group.add(light, light.target);
    }
    this.group.add(new HemisphereLight(0xbcd6fa, 0x958a70, 2.0));
  }

  /** What a cascade's map covers, or nothing where it need not be drawn now. */
  casting(which: number): Frustum | null {
    const { shadow } = this.#cascades[which]!.light;
    return shadow.needsUpdate ? shadow.getFrustum() : null;
  }

  /**
   * Covers what lies before the camera: more, and coarser, the higher it flies. The middle moves by whole texels, and
   * the size only doubles, so that shadow edges stand still while the camera does not.
   *
   * @param version changes when something that throws shadows came or went
   */
  frame(now: number, camera: PerspectiveCamera, altitude: number, version: number): void {
    if (this.#side === 0) return;
    const [near, far] = this.#cascades as [Cascade, Cascade];
    const ahead = camera.getWorldDirection(new Vector3()).setY(0).normalize();
    const ground = camera.position.clone();
    ground.y -= altitude;
    const half = Math.min(
      FAR_HALF / 4,
      96 * 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, altitude) / 40))),
    );
    this.#cover(
      near,
      half,
      ground.clone().addScaledVector(ahead, 0.75 * half),
      (2 * half) / this.#side,
      now,
      version,
    );
    if (now - far.drawn < FAR_MILLISECONDS) return;
    this.#cover(far, FAR_HALF, ground.setY(0).addScaledVector(ahead, 0.6 * FAR_HALF), FAR_STEP, now, version);
  }

  #cover(cascade: Cascade, half: number, middle: Vector3, step: number, now: number, version: number): void {
    middle.applyMatrix4(this.#turnBack);
    middle.x = Math.round(middle.x / step) * step;
    middle.y = Math.round(middle.y / step) * step;
    // Along the light only the range of depths matters, and a coarse one holds still longer.
    middle.z = Math.round(middle.z / half) * half;
    if (cascade.half === half && cascade.version === version && cascade.middle.equals(middle)) return;
    cascade.middle.copy(middle);
    cascade.version = version;
    cascade.drawn = now;
    const { light } = cascade;
    const { shadow } = light;
    if (cascade.half !== half) {
      cascade.half = half;
      const box = shadow.camera;
      [box.left, box.right, box.bottom, box.top, box.near, box.far] = [-half, half, -half, half, 1, 8 * half];
      box.updateProjectionMatrix();
      shadow.normalBias = (half / this.#side) * 3;
    }
    light.target.position.copy(middle).applyMatrix4(this.#turn);
    light.position.copy(light.target.position).addScaledVector(this.#direction, 4 * half);
    light.updateMatrixWorld();
    light.target.updateMatrixWorld();
    shadow.updateMatrices(light);
    shadow.needsUpdate = true;
  }

  /** The next frame draws both maps, whatever they held. */
  restore(): void {
    for (const cascade of this.#cascades) Object.assign(cascade, { drawn: -Infinity, version: -1 });
  }

  dispose(): void {
    for (const { light } of this.#cascades) light.dispose();
  }
}

function cascade(side: number, layer: number): Cascade {
  const light = new DirectionalLight(0xffe6c4, 3.6);
  light.castShadow = side > 0;
  light.shadow.mapSize.set(side, side);
  light.shadow.bias = -0.0004;
  light.shadow.autoUpdate = false;
  light.shadow.camera.layers.set(layer);
  return { light, middle: new Vector3(Infinity), half: 0, drawn: -Infinity, version: -1 };
}

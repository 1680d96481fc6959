// SPDX-License-Identifier: MIT
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  type Vector3,
} from "three";

const POINTS = 96;
/** Metres above the ground, so that neither fights for the pixel. */
const LIFT = 0.25;

/** The rim of a brush and its inner half, lying on the ground. */
export class BrushRing {
  readonly group = new Group();
  readonly #rims = [1, 0.5].map((share) => ({ share, mesh: ribbon(share === 1 ? 0.95 : 0.45) }));

  constructor() {
    this.group.visible = false;
    for (const { mesh } of this.#rims) this.group.add(mesh);
  }

  hide(): void {
    this.group.visible = false;
  }

  /** @param eye how far the camera is: the rim is as wide on the screen from wherever */
  show(
    at: Vector3,
    radius: number,
    colour: string,
    eye: number,
    groundAt: (x: number, z: number) => number | null,
  ): void {
    this.group.visible = true;
    const width = Math.min(radius * 0.2, Math.max(0.06, eye * 0.006));
    for (const { share, mesh } of this.#rims) {
      (mesh.material as MeshBasicMaterial).color = new Color(colour);
      const places = mesh.geometry.getAttribute("position") as BufferAttribute;
      for (let point = 0; point <= POINTS; point++) {
        const turn = (point / POINTS) * 2 * Math.PI;
        const [east, south] = [Math.cos(turn), Math.sin(turn)];
        for (const side of [0, 1]) {
          const away = radius * share - side * width * share;
          const [x, z] = [at.x + east * away, at.z + south * away];
          places.setXYZ(2 * point + side, x, (groundAt(x, z) ?? at.y) + LIFT, z);
        }
      }
      places.needsUpdate = true;
      mesh.geometry.computeBoundingSphere();
    }
  }

  dispose(): void {
    for (const { mesh } of this.#rims) {
      mesh.geometry.dispose();
      (mesh.material as MeshBasicMaterial).dispose();
    }
  }
}

function ribbon(opacity: number): Mesh {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * 2 * (POINTS + 1)), 3));
  const index: number[] = [];
  for (let point = 0; point < POINTS; point++) {
    const [a, b, c, d] = [2 * point, 2 * point + 1, 2 * point + 2, 2 * point + 3];
    index.push(a, b, c, c, b, d);
  }
  geometry.setIndex(index);
  const material = new MeshBasicMaterial({
    transparent: true,
    opacity,
    side: DoubleSide,
    depthWrite: false,
    fog: false,
    toneMapped: false,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 10;
  return mesh;
}

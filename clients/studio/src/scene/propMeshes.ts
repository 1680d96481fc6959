// SPDX-License-Identifier: MIT
import {
  BufferAttribute,
  MeshLambertMaterial,
  type BufferGeometry,
  type Material,
  type Mesh,
  type MeshStandardMaterial,
} from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { sha256Hex } from "../wire/digest";
import { Malformed } from "../wire/malformed";
import { NotAdmitted, type Api } from "../world/api";
import { breathe, type Air } from "./atmosphere";
import { lightBySun } from "./sunlight";

export interface PropPart {
  readonly geometry: BufferGeometry;
  readonly material: Material;
  readonly reach: number;
}

const LONGEST_WAIT = 5000;

/** The meshes of props, by the digest of their blob: each is fetched once and shared by every chunk. */
export class PropMeshes {
  readonly #api: Api;
  readonly #air: Air;
  readonly #parts = new Map<string, Promise<PropPart[]>>();
  readonly #loader = new GLTFLoader();
  #closed = false;

  constructor(api: Api, air: Air) {
    this.#api = api;
    this.#air = air;
  }

  get(blob: string): Promise<PropPart[]> {
    let parts = this.#parts.get(blob);
    if (!parts) this.#parts.set(blob, (parts = this.#load(blob)));
    return parts;
  }

  async dispose(): Promise<void> {
    this.#closed = true;
    for (const parts of this.#parts.values()) {
      for (const { geometry, material } of await parts.catch(() => [])) {
        geometry.dispose();
        material.dispose();
      }
    }
  }

  async #load(blob: string): Promise<PropPart[]> {
    const scene = (await this.#loader.parseAsync(await this.#fetch(blob), "")).scene;
    scene.updateMatrixWorld(true);
    const parts: PropPart[] = [];
    scene.traverse((node) => {
      const mesh = node as Mesh<BufferGeometry, MeshStandardMaterial>;
      if (!mesh.isMesh) return;
      const geometry = mesh.geometry.applyMatrix4(mesh.matrixWorld);
      geometry.computeBoundingBox();
      const { min, max } = geometry.boundingBox!;
      // Less sky reaches the foot of a plant than its top.
      const height = Math.max(1e-3, max.y - min.y);
      const position = geometry.getAttribute("position");
      const light = new Float32Array(position.count);
      for (let i = 0; i < light.length; i++) light[i] = (position.getY(i) - min.y) / height;
      geometry.setAttribute("propHeight", new BufferAttribute(light, 1));
      parts.push({
        geometry,
        material: this.#material(mesh.material, height),
        reach: Math.hypot(Math.max(-min.x, max.x), Math.max(-min.y, max.y), Math.max(-min.z, max.z)),
      });
    });
    return parts;
  }

  async #fetch(blob: string): Promise<ArrayBuffer> {
    for (let wait = 250; ; wait = Math.min(LONGEST_WAIT, 2 * wait)) {
      try {
        const response = await this.#api.get(`api/blobs/${blob}`);
        if (response.ok) {
          const bytes = await response.arrayBuffer();
          const found = await sha256Hex(new Uint8Array(bytes));
          if (found === blob) return bytes;
          throw new Malformed(`blob: must be ${blob}, got ${found}`);
        }
        if (response.status === 404) throw new Malformed(`blob ${blob}: the sidecar does not have it`);
      } catch (error) {
        if (error instanceof Malformed || error instanceof NotAdmitted) throw error;
      }
      // The sidecar is away: the stream says so, and this goes on once it is back.
      if (this.#closed) throw new Malformed(`blob ${blob}: the world was left`);
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }

  #material(source: MeshStandardMaterial, height: number): Material {
    const material = new MeshLambertMaterial({
      name: "prop",
      color: source.color,
      map: source.map,
      vertexColors: source.vertexColors,
      flatShading: source.flatShading,
      side: source.side,
      alphaTest: source.alphaTest,
    });
    // What stands taller than a person sways.
    const sway = height > 1.5 ? 0.012 : 0;
    material.onBeforeCompile = (shader) => {
      breathe(shader, this.#air);
      lightBySun(shader);
      shader.uniforms.propSway = { value: sway };
      shader.vertexShader = shader.vertexShader
        .replace(
          "#include <common>",
          `#include <common>
          attribute float propHeight;
          uniform float propSway;
          uniform float airTime;
          varying float propLight;`,
        )
        .replace(
          "#include <begin_vertex>",
          /* glsl */ `#include <begin_vertex>
          propLight = propHeight;
          float phase = instanceMatrix[3].x * 0.37 + instanceMatrix[3].z * 0.53;
          float lean = propSway * transformed.y * propHeight;
          transformed.x += lean * sin(airTime * 1.3 + phase);
          transformed.z += lean * cos(airTime * 1.1 + phase * 1.7);`,
        );
      shader.fragmentShader = shader.fragmentShader
        .replace("#include <common>", "#include <common>\nvarying float propLight;")
        .replace(
          "#include <lights_fragment_end>",
          /* glsl */ `#include <lights_fragment_end>
          reflectedLight.indirectDiffuse *= mix(0.6, 1.1, propLight);
          reflectedLight.directDiffuse *= mix(0.75, 1.05, propLight);
          #if NUM_DIR_LIGHTS > 0
          {
            // Leaves let some of the sun through toward whoever looks into it.
            float behind = max(dot(normalize(vViewPosition), -directionalLights[0].direction), 0.0);
            reflectedLight.directDiffuse += diffuseColor.rgb * directionalLights[0].color * 0.12 * behind * behind * propLight;
          }
          #endif`,
        );
    };
    return material;
  }
}

// SPDX-License-Identifier: MIT
import { Scene, Vector3, type Mesh, type PerspectiveCamera } from "three";
import type { Description } from "../wire/description";
import type { Api } from "../world/api";
import type { Prepared } from "../world/prepare";
import type { Stage } from "../world/stream";
import type { Air } from "./atmosphere";
import { BrushRing } from "./brushRing";
import { Markers } from "./markers";
import { PropMeshes } from "./propMeshes";
import { Props } from "./props";
import { createSky } from "./sky";
import { Sun } from "./sun";
import { Terrain } from "./terrain";
import type { TerrainSwitches } from "./terrainMaterial";
import { createSeaFloor } from "./water";

export interface SceneOptions {
  /** Texels along a shadow map; 0 for no shadows. */
  readonly shadowSide: number;
  readonly switches: TerrainSwitches;
  readonly failed: (cause: Error) => void;
}

const SUN_HEIGHT = (30 * Math.PI) / 180;
const SUN_ASIDE = (100 * Math.PI) / 180;

/** All that is drawn of one world. */
export class WorldScene implements Stage {
  readonly scene = new Scene();
  readonly terrain: Terrain;
  readonly props: Props;
  readonly ring = new BrushRing();
  readonly markers = new Markers();
  readonly #meshes: PropMeshes;
  readonly #sun: Sun;
  readonly #sky: Mesh;
  readonly #floor: Mesh | null;
  readonly #water: number | null;
  #version = 0;

  constructor(api: Api, world: Description, air: Air, options: SceneOptions) {
    this.#meshes = new PropMeshes(api, air);
    this.terrain = new Terrain(world, air, options.switches);
    this.props = new Props(world, this.#meshes, options.failed);
    this.#sun = new Sun(sunBeside(world), air, options.shadowSide);
    this.#sky = createSky(air);
    this.#water = world.waterMetres;
    this.#floor = world.waterMetres === null ? null : createSeaFloor(world.waterMetres, air);
    this.scene.add(this.terrain.group, this.props.group, this.#sun.group, this.#sky);
    this.scene.add(this.ring.group, this.markers.group);
    if (this.#floor) this.scene.add(this.#floor);
  }

  put(name: string, prepared: Prepared, shown: boolean): void {
    this.#version++;
    this.terrain.put(name, prepared, shown);
    this.props.put(name, prepared, shown);
  }

  show(name: string): void {
    this.#version++;
    this.terrain.show(name);
    this.props.show(name);
  }

  drop(name: string): void {
    this.#version++;
    this.terrain.drop(name);
    this.props.drop(name);
  }

  /** Metres of whatever is below a place: ground, or water above it. */
  floorAt(x: number, z: number): number | null {
    const ground = this.terrain.groundAt(x, z);
    return ground === null ? this.#water : Math.max(ground, this.#water ?? ground);
  }

  frame(now: number, camera: PerspectiveCamera, altitude: number): void {
    this.#sky.position.copy(camera.position);
    this.#floor?.position.setX(camera.position.x).setZ(camera.position.z);
    this.#floor?.scale.set(camera.far * 0.95, 1, camera.far * 0.95);
    this.#sun.frame(now, camera, altitude, this.#version + this.props.version);
    this.terrain.frame(camera, this.#sun);
  }

  /** The graphics driver gave the picture back, but not what was in it. */
  restore(): void {
    this.terrain.restore();
    this.#sun.restore();
  }

  dispose(): void {
    this.terrain.dispose();
    this.props.dispose();
    this.#sun.dispose();
    this.ring.dispose();
    this.markers.dispose();
    void this.#meshes.dispose();
    this.scene.traverse((node) => {
      const { geometry, material } = node as Partial<Mesh>;
      geometry?.dispose();
      if (material && !Array.isArray(material)) material.dispose();
    });
  }
}

/** Beside the first view and a little behind it: light from the side shows the shape of the land. */
function sunBeside(world: Description): Vector3 {
  const { position, target } = world.spawn;
  const view = Math.atan2(target[2] - position[2], target[0] - position[0]);
  const azimuth = view + SUN_ASIDE;
  const flat = Math.cos(SUN_HEIGHT);
  return new Vector3(flat * Math.cos(azimuth), Math.sin(SUN_HEIGHT), flat * Math.sin(azimuth));
}

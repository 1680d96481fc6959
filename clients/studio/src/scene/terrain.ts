// SPDX-License-Identifier: MIT
import { Box3, Frustum, Group, Matrix4, Vector3, type Camera } from "three";
import type { Description } from "../wire/description";
import type { Prepared } from "../world/prepare";
import type { Air } from "./atmosphere";
import { Bank } from "./bank";
import type { DrawList } from "./drawList";
import { createGrid, SKIRT_CELLS, type Grid } from "./grid";
import { CASCADE_LAYERS, type Sun } from "./sun";
import { terrainMaterials, type TerrainSwitches } from "./terrainMaterial";
import { WaterSheets } from "./water";

interface Placed {
  readonly bank: Bank;
  readonly slot: number;
  readonly box: Box3;
  readonly cell: number;
  readonly level: number;
  readonly low: number;
  ground: Float32Array;
  shown: boolean;
  distance: number;
}

export class Terrain {
  readonly group = new Group();
  readonly #world: Description;
  readonly #air: Air;
  readonly #switches: TerrainSwitches;
  readonly #grid: Grid;
  readonly #banks: Bank[] = [];
  readonly #sheets = new Map<Bank, WaterSheets>();
  readonly #placed = new Map<string, Placed>();
  readonly #frustum = new Frustum();
  readonly #matrix = new Matrix4();

  constructor(world: Description, air: Air, switches: TerrainSwitches) {
    this.#world = world;
    this.#air = air;
    this.#switches = switches;
    this.#grid = createGrid(world.chunk.samples);
  }

  put(name: string, chunk: Prepared, shown: boolean): void {
    const before = this.#placed.get(name);
    const bank = before?.bank ?? this.#roomyBank();
    const slot = before?.slot ?? bank.take();
    const { key, span, low, high } = chunk;
    const cell = span / (this.#world.chunk.samples - 1);
    const corner = new Vector3(key.x * span, low - SKIRT_CELLS * cell, key.z * span);
    bank.write(slot, chunk);
    this.#placed.set(name, {
      bank,
      slot,
      box: new Box3(
        corner,
        new Vector3(corner.x + span, Math.max(high, this.#world.waterMetres ?? high), corner.z + span),
      ),
      cell,
      level: key.lod,
      low,
      ground: chunk.ground,
      shown,
      distance: 0,
    });
  }

  show(name: string): void {
    const placed = this.#placed.get(name);
    if (placed) placed.shown = true;
  }

  drop(name: string): void {
    const placed = this.#placed.get(name);
    if (!placed) return;
    this.#placed.delete(name);
    placed.bank.release(placed.slot);
  }

  /** Fills the lists of what is drawn: what the camera sees, nearest first, and what throws shadows. */
  frame(camera: Camera, sun: Sun): void {
    this.#frustum.setFromProjectionMatrix(
      this.#matrix.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse),
    );
    for (const bank of this.#banks) bank.seen.clear();
    for (const sheets of this.#sheets.values()) sheets.list.clear();
    const seen: Placed[] = [];
    for (const placed of this.#placed.values()) {
      if (!placed.shown || !this.#frustum.intersectsBox(placed.box)) continue;
      placed.distance = placed.box.distanceToPoint(camera.position);
      seen.push(placed);
    }
    seen.sort((a, b) => a.distance - b.distance);
    for (const placed of seen) {
      draw(placed, placed.bank.seen);
      const sheets = this.#sheets.get(placed.bank);
      if (sheets && placed.low < this.#world.waterMetres! + 0.5) draw(placed, sheets.list);
    }
    CASCADE_LAYERS.forEach((_, cascade) => this.#cast(cascade, sun.casting(cascade)));
    for (const bank of this.#banks)
      for (const mesh of bank.meshes) mesh.visible = mesh.geometry.instanceCount > 0;
    for (const sheets of this.#sheets.values()) sheets.mesh.visible = !sheets.list.empty;
  }

  #cast(cascade: number, lit: Frustum | null): void {
    if (!lit) return;
    for (const bank of this.#banks) bank.casting[cascade]!.clear();
    for (const placed of this.#placed.values()) {
      if (placed.shown && lit.intersectsBox(placed.box)) draw(placed, placed.bank.casting[cascade]!);
    }
  }

  /** Metres of the ground as it is shown at a place, or null where nothing is shown. */
  groundAt(x: number, z: number): number | null {
    for (const placed of this.#placed.values()) {
      const { min, max } = placed.box;
      if (!placed.shown || x < min.x || x >= max.x || z < min.z || z >= max.z) continue;
      const samples = this.#world.chunk.samples;
      const u = (x - min.x) / placed.cell;
      const v = (z - min.z) / placed.cell;
      const [i, j] = [Math.min(samples - 2, Math.floor(u)), Math.min(samples - 2, Math.floor(v))];
      const [fu, fv] = [u - i, v - j];
      const metres = (di: number, dj: number): number => placed.ground[4 * ((j + dj) * samples + i + di)]!;
      const [east, south] = [metres(1, 0), metres(0, 1)];
      return fu + fv <= 1
        ? metres(0, 0) * (1 - fu - fv) + east * fu + south * fv
        : metres(1, 1) * (fu + fv - 1) + east * (1 - fv) + south * (1 - fu);
    }
    return null;
  }

  set wireframe(on: boolean) {
    for (const bank of this.#banks) Object.assign(bank.surface, { wireframe: on });
  }

  /** The context is a new one, with nothing in it. */
  restore(): void {
    for (const bank of this.#banks) bank.restore();
  }

  dispose(): void {
    for (const bank of this.#banks) bank.dispose();
    for (const sheets of this.#sheets.values()) sheets.dispose();
  }

  #roomyBank(): Bank {
    const roomy = this.#banks.find((bank) => !bank.full);
    if (roomy) return roomy;
    const bank = new Bank(this.#world.chunk.samples, this.#grid, (textures) =>
      terrainMaterials(textures, this.#world, this.#air, this.#switches),
    );
    this.#banks.push(bank);
    this.group.add(...bank.meshes);
    if (this.#world.waterMetres !== null) {
      const sheets = new WaterSheets(
        bank.textures,
        this.#world.chunk.samples,
        this.#world.waterMetres,
        this.#air,
      );
      this.#sheets.set(bank, sheets);
      this.group.add(sheets.mesh);
    }
    return bank;
  }
}

function draw(placed: Placed, list: DrawList): void {
  const { min } = placed.box;
  list.add(min.x, min.z, placed.cell, placed.slot, placed.level);
}

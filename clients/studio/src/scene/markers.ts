// SPDX-License-Identifier: MIT
import {
  CanvasTexture,
  ConeGeometry,
  Group,
  Mesh,
  MeshBasicMaterial,
  SphereGeometry,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  Vector3,
} from "three";
import type { Seen } from "../world/people";

const FORWARD = new Vector3(0, 1, 0);
/** The height of a name as a share of the distance that it is seen from. */
const NAME_SHARE = 0.034;

interface Marker {
  readonly group: Group;
  readonly cone: Mesh;
  readonly label: Sprite;
  readonly look: string;
  readonly dispose: () => void;
}

/** Others in the world: a head in their colour, a cone where they look to, their name above. */
export class Markers {
  readonly group = new Group();
  readonly #markers = new Map<string, Marker>();

  frame(people: readonly Seen[], eye: Vector3): void {
    const here = new Set<string>();
    for (const person of people) {
      if (!person.place) continue;
      here.add(person.id);
      const { group, cone, label } = this.#marker(person);
      const [x, y, z, dx, dy, dz] = person.place;
      group.position.set(x, y, z);
      const direction = new Vector3(dx, dy, dz);
      cone.visible = direction.lengthSq() > 1e-6;
      if (cone.visible) {
        cone.quaternion.setFromUnitVectors(FORWARD, direction.normalize());
        cone.position.copy(direction).multiplyScalar(1.6);
      }
      const away = group.position.distanceTo(eye);
      // Near it is as large as a person, far it stays to be found.
      group.scale.setScalar(Math.max(1, away * 0.012));
      const height = (away * NAME_SHARE) / group.scale.x;
      label.scale.set(height * (label.userData.ratio as number), height, 1);
      label.position.y = 1.5 + height * 0.6;
      group.visible = away > 2.5;
    }
    for (const id of [...this.#markers.keys()]) if (!here.has(id)) this.#remove(id);
  }

  #marker(person: Seen): Marker {
    const look = `${person.name} ${person.colour}`;
    const known = this.#markers.get(person.id);
    if (known?.look === look) return known;
    if (known) this.#remove(person.id);
    const material = new MeshBasicMaterial({ color: person.colour, fog: false, toneMapped: false });
    const head = new Mesh(new SphereGeometry(0.7, 20, 14), material);
    const cone = new Mesh(new ConeGeometry(0.42, 1.5, 16), material);
    const label = nameSprite(person.name, person.colour);
    const group = new Group();
    group.add(head, cone, label);
    this.group.add(group);
    const marker = {
      group,
      cone,
      label,
      look,
      dispose: () => {
        material.dispose();
        head.geometry.dispose();
        cone.geometry.dispose();
        label.material.map?.dispose();
        label.material.dispose();
      },
    };
    this.#markers.set(person.id, marker);
    return marker;
  }

  #remove(id: string): void {
    const marker = this.#markers.get(id);
    if (!marker) return;
    this.group.remove(marker.group);
    marker.dispose();
    this.#markers.delete(id);
  }

  dispose(): void {
    for (const id of [...this.#markers.keys()]) this.#remove(id);
  }
}

function nameSprite(name: string, colour: string): Sprite {
  const [size, pad] = [44, 18];
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const font = `600 ${size}px system-ui, "Segoe UI", Roboto, sans-serif`;
  pen.font = font;
  canvas.width = Math.ceil(pen.measureText(name).width) + 2 * pad + 30;
  canvas.height = size + 2 * pad;
  pen.fillStyle = "rgb(11 22 32 / 78%)";
  pen.beginPath();
  pen.roundRect(0, 0, canvas.width, canvas.height, canvas.height / 2);
  pen.fill();
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(pad + 12, canvas.height / 2, 11, 0, 2 * Math.PI);
  pen.fill();
  pen.font = font;
  pen.fillStyle = "#eef4f6";
  pen.textBaseline = "middle";
  pen.fillText(name, pad + 32, canvas.height / 2 + 2);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(
    new SpriteMaterial({ map, fog: false, toneMapped: false, depthTest: false, transparent: true }),
  );
  sprite.renderOrder = 20;
  sprite.userData.ratio = canvas.width / canvas.height;
  return sprite;
}

// SPDX-License-Identifier: MIT
import { Vector3, type PerspectiveCamera } from "three";

const STEEPEST = 1.54;
const LOOK = 0.0026;
const MOVES: Record<string, readonly [number, number, number]> = {
  KeyW: [0, 0, 1],
  ArrowUp: [0, 0, 1],
  KeyS: [0, 0, -1],
  ArrowDown: [0, 0, -1],
  KeyA: [-1, 0, 0],
  ArrowLeft: [-1, 0, 0],
  KeyD: [1, 0, 0],
  ArrowRight: [1, 0, 0],
  KeyE: [0, 1, 0],
  Space: [0, 1, 0],
  KeyQ: [0, -1, 0],
};

/**
 * A camera that flies: keys move it, dragging turns it, the wheel sets its speed. On a touch screen one finger turns,
 * two move it: apart and together go forward and back.
 */
export class FlyControls {
  /** Metres a second. */
  speed = 40;
  /** Takes a press of the main button instead of the camera, if it answers so. */
  claims: (event: PointerEvent) => boolean = () => false;
  /** Takes the wheel instead of the speed, if it answers so. */
  claimsWheel: (event: WheelEvent) => boolean = () => false;
  readonly #camera: PerspectiveCamera;
  readonly #surface: HTMLElement;
  readonly #held = new Set<string>();
  readonly #fingers = new Map<number, { x: number; y: number }>();
  readonly #velocity = new Vector3();
  /** By fingers, since the last frame. */
  readonly #pushed = new Vector3();
  #yaw = 0;
  #pitch = 0;

  constructor(camera: PerspectiveCamera, surface: HTMLElement) {
    this.#camera = camera;
    this.#surface = surface;
    window.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (MOVES[event.code] && !isButton(event)) event.preventDefault();
      this.#held.add(event.code);
    });
    window.addEventListener("keyup", (event) => this.#held.delete(event.code));
    window.addEventListener("blur", () => this.#held.clear());
    surface.addEventListener("pointerdown", (event) => this.#down(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      surface.addEventListener(end, (event) => this.#fingers.delete(event.pointerId));
    }
    surface.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  lookAt(target: Vector3): void {
    const ahead = target.clone().sub(this.#camera.position).normalize();
    this.#yaw = Math.atan2(-ahead.x, -ahead.z);
    this.#pitch = Math.max(-STEEPEST, Math.min(STEEPEST, Math.asin(ahead.y)));
    this.#velocity.set(0, 0, 0);
    this.#turn();
  }

  /** @returns whether the camera is being moved */
  frame(seconds: number): boolean {
    const wish = new Vector3();
    for (const code of this.#held) {
      const move = MOVES[code];
      if (move) wish.add(this.#toWorld(...move));
    }
    const quick = this.#held.has("ShiftLeft") || this.#held.has("ShiftRight") ? 4 : 1;
    if (wish.lengthSq() > 0) wish.normalize().multiplyScalar(this.speed * quick);
    this.#velocity.lerp(wish, 1 - Math.exp(-8 * seconds));
    const step = this.#velocity.clone().multiplyScalar(seconds).add(this.#pushed);
    this.#pushed.set(0, 0, 0);
    if (this.#velocity.lengthSq() < 1e-4 && step.lengthSq() < 1e-6) return false;
    this.#camera.position.add(step);
    return true;
  }

  /** Right and forward follow the view, up is the world's: a climb stays a climb wherever one looks. */
  #toWorld(right: number, up: number, forward: number): Vector3 {
    const move = new Vector3(right, 0, -forward).applyQuaternion(this.#camera.quaternion);
    move.y += up;
    return move;
  }

  #down(event: PointerEvent): void {
    if (this.claims(event)) return;
    this.#surface.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #move(event: PointerEvent): void {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger) return;
    const [dx, dy] = [event.clientX - finger.x, event.clientY - finger.y];
    if (this.#fingers.size === 1) {
      this.#yaw += dx * LOOK;
      this.#pitch = Math.max(-STEEPEST, Math.min(STEEPEST, this.#pitch + dy * LOOK));
      this.#turn();
    } else {
      const before = this.#spread();
      finger.x += dx;
      finger.y += dy;
      const pace = this.speed * 0.012;
      const move = this.#toWorld(-dx * 0.5, dy * 0.5, (this.#spread() - before) * 2);
      this.#pushed.addScaledVector(move, pace);
      return;
    }
    finger.x = event.clientX;
    finger.y = event.clientY;
  }

  #spread(): number {
    const [a, b] = [...this.#fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    if (this.claimsWheel(event)) return;
    this.speed = Math.min(1500, Math.max(3, this.speed * Math.exp(-event.deltaY * 0.0012)));
  }

  #turn(): void {
    this.#camera.rotation.set(this.#pitch, this.#yaw, 0, "YXZ");
  }
}

function isButton(event: KeyboardEvent): boolean {
  return event.code === "Space" && event.target instanceof HTMLButtonElement;
}

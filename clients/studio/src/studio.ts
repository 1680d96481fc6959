// SPDX-License-Identifier: MIT
import { PerspectiveCamera, Vector3 } from "three";
import { FlyControls } from "./controls/fly";
import type { Device } from "./display/device";
import { Display } from "./display/display";
import type { Handle, State } from "./handle";
import { askForToken } from "./hud/door";
import { ComponentPanel } from "./hud/componentPanel";
import { Hud, type Reading, type Switch } from "./hud/hud";
import { PipelinePanel } from "./pipelines/panel";
import { createAir, type Air } from "./scene/atmosphere";
import { noiseTexture } from "./scene/noise";
import { WorldScene } from "./scene/worldScene";
import { keepToken, whoIsHere, withoutToken, type Participant } from "./participant";
import type { Settings } from "./settings";
import { PeopleList } from "./hud/peopleList";
import { Tools } from "./tools/tools";
import type { Description, Vector } from "./wire/description";
import { Api, NotAdmitted } from "./world/api";
import { Components } from "./world/components";
import { firstWorld } from "./world/discovery";
import { Stream, type Stage } from "./world/stream";

const HUD_MILLISECONDS = 200;
const PING_MILLISECONDS = 2000;
const TROUBLE_MILLISECONDS = 8000;
const EYES = 1.8;
const MOST_SECONDS = 1;

/** Ties the stream, the scene, the controls and the panels together, once a frame. */
export class Studio implements Handle {
  readonly #settings: Settings;
  readonly #device: Device;
  readonly #participant: Participant;
  readonly #api: Api;
  readonly #radius: number;
  readonly #display: Display;
  readonly #camera = new PerspectiveCamera(60, 1, 0.5, 4000);
  readonly #controls: FlyControls;
  readonly #air: Air;
  readonly #switches = { levels: { value: 0 } };
  readonly #hud: Hud;
  readonly #tools: Tools;
  readonly #people = new PeopleList();
  readonly #pipelines: PipelinePanel;
  readonly #panel: ComponentPanel;
  readonly #troubles: string[] = [];
  #trouble: { message: string; until: number } | null = null;
  #unanswered: string | null = null;
  #wireframe = false;
  #scene: WorldScene | null = null;
  #stream: Stream | null = null;
  #arrived = false;
  #flown = false;
  #hudDue = 0;
  #pingDue = 0;

  constructor(settings: Settings, device: Device, canvas: HTMLCanvasElement) {
    this.#settings = settings;
    this.#device = device;
    this.#participant = whoIsHere(new URL(location.href), settings.server, sessionStorage);
    this.#api = new Api(settings.server, this.#participant.token);
    const clean = withoutToken(new URL(location.href));
    if (clean !== null) history.replaceState(null, "", clean);
    this.#radius = settings.radius ?? device.radius;
    this.#air = createAir(noiseTexture(device.anisotropy));
    this.#display = new Display(canvas, this.#camera, device);
    this.#controls = new FlyControls(this.#camera, canvas);
    this.#pipelines = new PipelinePanel(this.#api, this.#participant);
    this.#panel = new ComponentPanel(new Components(this.#api));
    this.#hud = new Hud((what, on) => this.#toggle(what, on));
    this.#tools = new Tools(this.#camera, canvas, this.#controls, {
      at: (x, z) => this.#scene?.terrain.groundAt(x, z) ?? null,
      edit: (edit) => this.#stream?.edit(edit) ?? Promise.resolve(false),
      undo: () => this.#stream?.undo() ?? Promise.resolve(false),
      redo: () => this.#stream?.redo() ?? Promise.resolve(false),
    });
    window.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("webglcontextlost", () =>
      this.#complain("The graphics driver took the picture away; it comes back by itself."),
    );
    canvas.addEventListener("webglcontextrestored", () => this.#scene?.restore());
    this.#display.run((now, milliseconds) => this.#frame(now, milliseconds));
    void this.#start();
  }

  state(): State {
    const stream = this.#stream;
    const counts = stream?.cover.counts() ?? { shown: 0, hidden: 0 };
    const held = stream ? [...stream.cover.all()] : [];
    return {
      connected: stream?.status.kind === "live",
      world: stream?.description?.world ?? null,
      graph: stream?.description?.graph ?? null,
      ...counts,
      wanted: stream?.wanted ?? 0,
      complete: !!stream?.complete && stream.told(this.#position()) && this.#scene?.props.pending === 0,
      bytes: stream?.bytes ?? 0,
      roundTripMs: stream?.roundTripMs ?? null,
      decodeMs: stream?.decodeMs ?? 0,
      applyMs: stream?.applyMs ?? 0,
      digests: Object.fromEntries(held.map(({ name, digest }) => [name, digest])),
      shownKeys: held.filter(({ shown }) => shown).map(({ name }) => name),
      position: this.#position(),
      tool: this.#tools.brush.tool,
      brush: { ...this.#tools.brush },
      edits: this.#tools.answered,
      people: stream?.people.all() ?? [],
      radius: stream?.reach.radius ?? this.#radius,
      trouble: [...this.#troubles],
    };
  }

  goTo(x: number, y: number, z: number, lookX: number, lookY: number, lookZ: number): void {
    this.#camera.position.set(x, y, z);
    this.#controls.lookAt(new Vector3(lookX, lookY, lookZ));
    this.#stream?.moved();
  }

  screen(x: number, z: number): { x: number; y: number } | null {
    const metres = this.#scene?.terrain.groundAt(x, z);
    if (metres === null || metres === undefined) return null;
    const at = new Vector3(x, metres, z).project(this.#camera);
    if (Math.abs(at.x) > 1 || Math.abs(at.y) > 1 || at.z > 1) return null;
    return { x: ((at.x + 1) / 2) * window.innerWidth, y: ((1 - at.y) / 2) * window.innerHeight };
  }

  async #start(): Promise<void> {
    const { server, detail } = this.#settings;
    let first: string;
    try {
      first = await firstWorld(this.#api, (message) => (this.#unanswered = message));
    } catch (error) {
      if (!(error instanceof NotAdmitted)) throw error;
      askForToken(error.message, (token) => {
        keepToken(server, token, sessionStorage);
        location.reload();
      });
      return;
    }
    this.#unanswered = null;
    this.#stream = new Stream(
      server,
      this.#participant,
      this.#settings.world ?? first,
      { radius: this.#radius, detail },
      (description) => this.#open(description),
      (message) => this.#complain(message),
    );
  }

  #open(world: Description): Stage {
    this.#scene?.dispose();
    this.#scene = new WorldScene(this.#api, world, this.#air, {
      shadowSide: this.#device.shadowSide,
      switches: this.#switches,
      failed: (cause) => this.#complain(cause.message),
    });
    this.#tools.open(world);
    if (!this.#arrived) {
      this.#arrived = true;
      this.#home(world);
    }
    return this.#scene;
  }

  #home(world: Description): void {
    this.goTo(...world.spawn.position, ...world.spawn.target);
  }

  #complain(message: string): void {
    console.warn(message);
    this.#troubles.push(message);
    if (this.#troubles.length > 20) this.#troubles.shift();
    this.#trouble = { message, until: performance.now() + TROUBLE_MILLISECONDS };
  }

  #frame(now: number, milliseconds: number): void {
    // A tab that was hidden comes back with a gap; nobody flew meanwhile.
    const seconds = Math.min(MOST_SECONDS, milliseconds / 1000);
    this.#air.uniforms.airTime.value = now / 1000;
    this.#air.uniforms.airReach.value = this.#stream?.reach.radius ?? this.#radius;

    const moving = this.#controls.frame(seconds);
    this.#flown ||= moving;
    const altitude = this.#stayAbove(moving);
    const ahead = this.#camera.getWorldDirection(new Vector3());
    this.#stream?.frame(performance.now(), milliseconds, this.#position(), ahead.toArray());
    if (this.#scene) {
      // Depth is spent where it is seen: the farther the ground, the farther the nearest thing to draw.
      this.#camera.near = Math.min(8, Math.max(0.3, altitude * 0.04));
      this.#camera.far = Math.max(
        4000,
        this.#air.uniforms.airReach.value * 2.5 + 2 * this.#camera.position.y,
      );
      this.#camera.updateProjectionMatrix();
      this.#camera.updateMatrixWorld();
      this.#scene.terrain.wireframe = this.#wireframe;
      this.#shared(now, seconds);
      this.#scene.frame(now, this.#camera, altitude);
      this.#display.draw(this.#scene.scene);
    }
    if (now >= this.#pingDue) {
      this.#pingDue = now + PING_MILLISECONDS;
      this.#stream?.ping();
    }
    if (now >= this.#hudDue) {
      this.#hudDue = now + HUD_MILLISECONDS;
      this.#hud.show(now, this.#read(now));
      this.#people.show(this.#stream?.people.all() ?? [], this.#stream?.people.me?.id ?? "");
    }
  }

  /** The brush, and the others. */
  #shared(now: number, seconds: number): void {
    const [scene, stream] = [this.#scene!, this.#stream!];
    this.#tools.frame(now);
    const { target, brush } = this.#tools;
    if (target) {
      const radius = brush.tool === "place" ? 1.2 : brush.radius;
      const away = target.distanceTo(this.#camera.position);
      scene.ring.show(target, radius, stream.people.me?.colour ?? "#ffffff", away, (x, z) =>
        scene.terrain.groundAt(x, z),
      );
    } else {
      scene.ring.hide();
    }
    stream.people.frame(seconds);
    scene.markers.frame(stream.people.others(), this.#camera.position);
  }

  /** Keeps a flying camera above ground; one that was put somewhere stays there. */
  #stayAbove(moving: boolean): number {
    const { position } = this.#camera;
    const floor = this.#scene?.floorAt(position.x, position.z);
    if (floor === null || floor === undefined) return Math.max(2, position.y);
    if (moving) position.y = Math.max(position.y, floor + EYES);
    return Math.max(EYES, position.y - floor);
  }

  #read(now: number): Reading {
    const stream = this.#stream;
    const description = stream?.description;
    const position = this.#position();
    const counts = stream?.cover.counts() ?? { shown: 0, hidden: 0 };
    return {
      link: stream?.status.kind ?? "connecting",
      notice: this.#notice(now),
      flown: this.#flown,
      title: description?.title ?? "Seisei",
      levels: description?.chunk.levels ?? 0,
      ...counts,
      wanted: stream?.wanted ?? 0,
      complete: stream?.complete ?? false,
      bytes: stream?.bytes ?? 0,
      roundTripMs: stream?.roundTripMs ?? null,
      applyMs: stream?.applyMs ?? 0,
      decodeMs: stream?.decodeMs ?? 0,
      framesPerSecond: 1000 / this.#display.frameMilliseconds,
      instances: this.#scene?.props.instances ?? 0,
      speed: this.#controls.speed,
      position,
      map: {
        chunks: stream?.cover.all() ?? [],
        span0: description ? (description.chunk.samples - 1) * description.chunk.cellMetres : 1,
        x: position[0],
        z: position[2],
        yaw: this.#camera.rotation.y,
        radius: stream?.reach.radius ?? this.#radius,
      },
    };
  }

  /** What the user must know, with the way out. */
  #notice(now: number): string | null {
    const { host } = this.#settings.server;
    const status = this.#stream?.status;
    if (status?.kind === "refused" || status?.kind === "stopped") return status.reason;
    if (status?.kind === "lost") {
      return this.#arrived
        ? `The connection to ${host} was lost. What you see stays; the studio reconnects by itself. If the sidecar ended, start it with ./seisei run`
        : `The sidecar at ${host} does not answer. Start it with ./seisei run`;
    }
    if (this.#unanswered) return this.#unanswered;
    return this.#trouble && now < this.#trouble.until ? this.#trouble.message : null;
  }

  #position(): [number, number, number] {
    return this.#camera.position.toArray() as Vector as [number, number, number];
  }

  #toggle(what: Switch, on: boolean): void {
    if (what === "levels") this.#switches.levels.value = on ? 1 : 0;
    if (what === "wireframe") this.#wireframe = on;
    if (what === "pipelines") this.#pipelines.show(on);
    if (what === "control") this.#panel.open(on);
  }

  #key(event: KeyboardEvent): void {
    const stream = this.#stream;
    if (!stream?.description) return;
    if (event.key === "[") stream.setRadius(stream.reach.radius / 1.25);
    if (event.key === "]") stream.setRadius(stream.reach.radius * 1.25);
    if (event.key.toLowerCase() === "r" && !event.ctrlKey && !event.metaKey) this.#home(stream.description);
  }
}

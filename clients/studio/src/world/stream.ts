// SPDX-License-Identifier: MIT
//
// A world as it streams in: connection, credit and view on one side, a stage that shows chunks on the other.
import type { Participant } from "../participant";
import { readHeader } from "../wire/chunk";
import type { Description, Vector } from "../wire/description";
import type { Key } from "../wire/key";
import { Arrivals, type Arrival } from "./arrivals";
import { Connection, type Status } from "./connection";
import { Cover, type Held } from "./cover";
import { Credit } from "./credit";
import { Decoder } from "./decoder";
import { People } from "./people";
import type { Prepared } from "./prepare";
import { Viewpoint } from "./viewpoint";

/** Who draws the chunks. */
export interface Stage {
  put(name: string, prepared: Prepared, shown: boolean): void;
  show(name: string): void;
  drop(name: string): void;
}

export interface Reach {
  radius: number;
  detail: number;
}

/** Of a frame's time, what applying chunks may take: where frames are slow, more must come with each. */
const APPLY_SHARE = 0.25;
const LEAST_APPLY_MILLISECONDS = 4;
const LOOK_MILLISECONDS = 100;
/** A tab that was hidden comes back with a gap of any length, which is no frame's time. */
const LONGEST_FRAME_MILLISECONDS = 1000;

/** Milliseconds in which a frame may apply chunks, of those since the last one. */
export function applyBudget(milliseconds: number): number {
  return Math.max(LEAST_APPLY_MILLISECONDS, APPLY_SHARE * Math.min(LONGEST_FRAME_MILLISECONDS, milliseconds));
}

export class Stream {
  readonly cover = new Cover();
  readonly people = new People();
  readonly #connection: Connection;
  readonly #open: (description: Description) => Stage;
  readonly #troubled: (message: string) => void;
  readonly #arrivals = new Arrivals();
  readonly #reach: Reach;

  status: Status = { kind: "connecting" };
  description: Description | null = null;
  wanted = 0;
  bytes = 0;
  roundTripMs: number | null = null;
  applyMs = 0;

  #stage: Stage | null = null;
  #decoder: Decoder | null = null;
  #credit: Credit | null = null;
  #viewpoint: Viewpoint | null = null;
  #session = 0;
  #applied = 0;
  #overrun = false;
  #op = 0;
  readonly #ops = `${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
  #lookDue = 0;
  #lastLook: readonly number[] = [];
  // Numbers of views: of the newest, and of the one that is whole here.
  #told = 0;
  #whole = -1;

  /**
   * @param open builds an empty stage for a world; called again when the world's graph is another one
   * @param troubled hears of what the user should know and can not be mended here
   */
  constructor(
    server: URL,
    participant: Participant,
    world: string,
    reach: Reach,
    open: (description: Description) => Stage,
    troubled: (message: string) => void,
  ) {
    this.#reach = reach;
    this.#open = open;
    this.#troubled = troubled;
    this.#connection = new Connection(server, participant, world, {
      status: (status) => (this.status = status),
      joined: (description, you) => {
        this.people.me = you;
        this.#joined(description);
      },
      patched: (description) => this.#patched(description),
      wanted: (chunks) => (this.wanted = chunks),
      chunk: (data) => this.#received(data),
      forget: (keys) => this.#queue({ kind: "forget", keys }),
      complete: (view) => this.#queue({ kind: "complete", session: this.#session, view }),
      here: (people) => this.people.here(people),
      looks: (looks) => this.people.looks(looks),
      trouble: troubled,
    });
    this.#connection.open();
  }

  /** Everything that the newest view wants was applied. */
  get complete(): boolean {
    return this.#whole === this.#told;
  }

  /** Whether that view is the one from here, with the camera at rest. */
  told(position: Vector): boolean {
    return this.#viewpoint?.told(position) ?? false;
  }

  get decodeMs(): number {
    return this.#decoder?.cost ?? 0;
  }

  get reach(): Readonly<Reach> {
    return this.#reach;
  }

  /** The camera was put somewhere else: what it sees from there has yet to be asked for. */
  moved(): void {
    this.#viewpoint?.restart();
  }

  /** Widens or narrows the view within what the world allows. */
  setRadius(radius: number): void {
    const [least, most] = this.description?.limits.radiusMetres ?? [radius, radius];
    this.#reach.radius = Math.min(most, Math.max(least, radius));
    this.#viewpoint?.restart();
  }

  /** Changes the world for everyone; resolves to whether it was done. */
  edit(edit: Record<string, unknown>): Promise<boolean> {
    return this.#connection.act("edit", { op: this.#nextOp(), ...edit });
  }

  undo(): Promise<boolean> {
    return this.#connection.act("undo", { op: this.#nextOp() });
  }

  redo(): Promise<boolean> {
    return this.#connection.act("redo", { op: this.#nextOp() });
  }

  /** Unique among all that this person does, also from other pages. */
  #nextOp(): string {
    return `${this.#ops}-${this.#op++}`;
  }

  ping(): void {
    this.#connection.ping((milliseconds) => (this.roundTripMs = milliseconds));
  }

  /** Once a frame: applies what arrived within the frame's budget, then tells the server of camera and credit. */
  frame(now: number, milliseconds: number, position: Vector, direction: Vector): void {
    this.#apply(applyBudget(milliseconds));
    if (!this.#connection.joined || !this.#viewpoint || !this.#credit) return;
    const view = this.#viewpoint.next(now, position);
    if (view) this.#connection.view({ ...view, ...this.#reach, number: ++this.#told });
    this.#look(now, position, direction);
    const bytes = this.#credit.take();
    if (bytes > 0) this.#connection.credit(bytes);
  }

  /** Others see one move ten times a second, and nothing is said while one rests. */
  #look(now: number, position: Vector, direction: Vector): void {
    const look = [...position, ...direction].map((value) => Math.round(value * 100) / 100);
    if (now < this.#lookDue || look.every((value, i) => value === this.#lastLook[i])) return;
    this.#lookDue = now + LOOK_MILLISECONDS;
    this.#lastLook = look;
    this.#connection.look(look.slice(0, 3) as unknown as Vector, look.slice(3) as unknown as Vector);
  }

  #joined(description: Description): void {
    this.#lastLook = [];
    this.#session++;
    this.#overrun = false;
    // Whatever was whole, this session has yet to say so.
    this.#told++;
    if (this.description?.graph !== description.graph) this.#restart(description);
    this.description = description;
    this.#credit!.restart();
    this.#viewpoint!.restart();
    this.setRadius(this.#reach.radius);
    const [least, most] = description.limits.detail;
    this.#reach.detail = Math.min(most, Math.max(least, this.#reach.detail));
  }

  /** Chunks come anew by themselves, and replace what is shown; what they are made of can not. */
  #patched(description: Description): void {
    if (!this.description) return;
    const looks = ({ chunk, materials, props, waterMetres }: Description): string =>
      JSON.stringify([chunk, materials, props, waterMetres]);
    if (looks(description) !== looks(this.description)) {
      this.#troubled("The world has other materials or props now. Load the page again to see them.");
      return;
    }
    this.description = description;
  }

  /** Another graph is another world: nothing of the old one may stay beside it. */
  #restart(description: Description): void {
    this.#decoder?.close();
    this.#arrivals.clear();
    this.cover.forget([...this.cover.all()].map((held) => held.key));
    this.#stage = this.#open(description);
    this.#decoder = new Decoder(description, (cause) => this.#stop(cause.message));
    this.#credit = new Credit(description.limits);
    this.#viewpoint = new Viewpoint((description.chunk.samples - 1) * description.chunk.cellMetres);
  }

  /** Nothing more can be shown. What is there stays, and the reason with it. */
  #stop(reason: string): void {
    this.#connection.stop(reason);
    this.#arrivals.clear();
    this.#troubled(reason);
  }

  #received(data: ArrayBuffer): void {
    const bytes = data.byteLength;
    this.bytes += bytes;
    if (!this.#credit?.received(bytes)) {
      // Once a join: such a server would fill the console as it would have filled the memory.
      if (!this.#overrun)
        this.#troubled(`The server sends more than it was granted: ${bytes} bytes were dropped.`);
      this.#overrun = true;
      return;
    }
    try {
      const { key, digest } = readHeader(new Uint8Array(data));
      if (this.cover.get(key)?.digest === digest) {
        this.#queue({ kind: "known", session: this.#session, bytes, key, digest, data });
        return;
      }
      this.#queue(this.#decode(data, this.#session));
    } catch (error) {
      this.#credit.consumed(bytes);
      this.#troubled((error as Error).message);
    }
  }

  #queue(arrival: Arrival): void {
    if (!this.#arrivals.push(arrival))
      this.#stop("The server sends more than any view needs. Load the page again.");
  }

  #decode(data: ArrayBuffer, session: number): Arrival {
    const arrival = {
      kind: "chunk" as const,
      session,
      bytes: data.byteLength,
      content: null as Prepared | Error | null,
    };
    this.#decoder!.decode(data).then(
      (prepared) => (arrival.content = prepared),
      (error: Error) => (arrival.content = error),
    );
    return arrival;
  }

  #apply(budget: number): void {
    const begun = performance.now();
    for (let arrival = this.#arrivals.shift(); arrival; arrival = this.#arrivals.shift()) {
      switch (arrival.kind) {
        case "chunk":
          this.#credit!.consumed(arrival.bytes);
          this.#put(arrival.content, arrival.session);
          break;
        case "known": {
          const held = this.cover.get(arrival.key);
          if (held?.digest !== arrival.digest) {
            // It was forgotten or replaced while this one queued.
            this.#arrivals.unshift(this.#decode(arrival.data, arrival.session));
            return;
          }
          this.#credit!.consumed(arrival.bytes);
          held.session = arrival.session;
          break;
        }
        case "forget": {
          // Taken together: between two of them there might be a hole for a frame.
          const keys = [...arrival.keys];
          while (this.#arrivals.nextIsForget()) {
            const next = this.#arrivals.shift();
            if (next?.kind === "forget") keys.push(...next.keys);
          }
          this.#forget(keys);
          break;
        }
        case "complete":
          this.#forget(this.cover.leftovers(arrival.session));
          this.#whole = arrival.view.number ?? -1;
          if (this.complete) this.wanted = arrival.view.wanted;
          break;
      }
      if (performance.now() - begun > budget) break;
    }
  }

  #put(content: Prepared | Error, session: number): void {
    if (content instanceof Error) {
      this.#troubled(content.message);
      return;
    }
    const begun = performance.now();
    const held: Held = this.cover.put(content.key, content.digest, session);
    this.#stage!.put(held.name, content, held.shown);
    this.#applied++;
    this.applyMs += (performance.now() - begun - this.applyMs) / this.#applied;
  }

  #forget(keys: readonly Key[]): void {
    if (keys.length === 0) return;
    const { removed, revealed } = this.cover.forget(keys);
    for (const held of revealed) this.#stage!.show(held.name);
    for (const held of removed) this.#stage!.drop(held.name);
  }
}

// SPDX-License-Identifier: MIT
//
// Which of the chunks that were received are shown. The server sends a view in any order of levels and forgets what a
// view no longer wants only after what replaces it; so this rule is all that a world without holes and without two
// surfaces in one place needs: a chunk is hidden while a shown chunk overlaps it, and forgetting one shows those that
// it hid.
//
// Everything here is a scan over what is held, a few hundred chunks: a tree would be quicker at a size that no view has.
import { keyName, overlap, type Key, type KeyName } from "../wire/key";

export interface Held {
  readonly key: Key;
  readonly name: KeyName;
  digest: string;
  /** The join during which it was last sent. */
  session: number;
  shown: boolean;
}

export class Cover {
  readonly #held = new Map<KeyName, Held>();

  get(key: Key): Held | undefined {
    return this.#held.get(keyName(key));
  }

  all(): Iterable<Held> {
    return this.#held.values();
  }

  counts(): { shown: number; hidden: number } {
    let shown = 0;
    for (const held of this.#held.values()) if (held.shown) shown++;
    return { shown, hidden: this.#held.size - shown };
  }

  /** Takes in a chunk, or its newer content. */
  put(key: Key, digest: string, session: number): Held {
    const name = keyName(key);
    const before = this.#held.get(name);
    if (before) {
      before.digest = digest;
      before.session = session;
      return before;
    }
    const held = { key, name, digest, session, shown: !this.#hidden(key) };
    this.#held.set(name, held);
    return held;
  }

  /** Removes chunks; answers those that were held and those that are shown now because of it. */
  forget(keys: Iterable<Key>): { removed: Held[]; revealed: Held[] } {
    const removed: Held[] = [];
    for (const key of keys) {
      const held = this.#held.get(keyName(key));
      if (!held) continue;
      this.#held.delete(held.name);
      removed.push(held);
    }
    // Coarse before fine: where both wait, the coarse one is the one that certainly leaves no hole.
    const waiting = [...this.#held.values()]
      .filter((held) => !held.shown)
      .sort((a, b) => b.key.lod - a.key.lod);
    const revealed = waiting.filter((held) => (held.shown = !this.#hidden(held.key)));
    return { removed, revealed };
  }

  /** What an older join left behind and the present one did not send again. */
  leftovers(session: number): Key[] {
    return [...this.#held.values()].filter((held) => held.session < session).map((held) => held.key);
  }

  #hidden(key: Key): boolean {
    for (const held of this.#held.values()) {
      if (held.shown && overlap(held.key, key)) return true;
    }
    return false;
  }
}

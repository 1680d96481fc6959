// SPDX-License-Identifier: MIT

const LONGEST_WAIT = 2000;

/** Asks the sidecar for its first world until it answers. */
export async function firstWorld(server: URL, unanswered: (message: string) => void): Promise<string> {
  for (let wait = 250; ; wait = Math.min(LONGEST_WAIT, 2 * wait)) {
    try {
      const response = await fetch(new URL("api/worlds", server));
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      const worlds = (await response.json()) as { world: string }[];
      if (worlds[0]) return worlds[0].world;
      unanswered(`The sidecar at ${server.host} has no world. Add one and start it again.`);
    } catch {
      unanswered(`The sidecar at ${server.host} does not answer. Start it with ./seisei run`);
    }
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

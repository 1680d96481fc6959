// SPDX-License-Identifier: MIT
import { NotAdmitted, type Api } from "./api";

const LONGEST_WAIT = 2000;

/**
 * Asks the sidecar for its first world until it answers.
 *
 * @throws NotAdmitted if it does not let us in
 */
export async function firstWorld(api: Api, unanswered: (message: string) => void): Promise<string> {
  const { host } = api.server;
  for (let wait = 250; ; wait = Math.min(LONGEST_WAIT, 2 * wait)) {
    try {
      const response = await api.get("api/worlds");
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      const worlds = (await response.json()) as { world: string }[];
      if (worlds[0]) return worlds[0].world;
      unanswered(`The sidecar at ${host} has no world. Add one and start it again.`);
    } catch (error) {
      if (error instanceof NotAdmitted) throw error;
      unanswered(`The sidecar at ${host} does not answer. Start it with ./seisei run`);
    }
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

// SPDX-License-Identifier: MIT
import { readChunk } from "../wire/chunk";
import type { Description } from "../wire/description";
import { verify } from "../wire/digest";
import { prepare, type Prepared } from "./prepare";

export type Request = { world: Description } | { id: number; bytes: ArrayBuffer };
export type Answer = { id: number; milliseconds: number } & ({ prepared: Prepared } | { error: string });

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(answer: Answer, transfer: ArrayBuffer[]): void;
};

let world: Description | null = null;

scope.onmessage = async ({ data }) => {
  if ("world" in data) {
    world = data.world;
    return;
  }
  const begun = performance.now();
  const spent = (): number => performance.now() - begun;
  try {
    const chunk = readChunk(new Uint8Array(data.bytes));
    await verify(chunk);
    const prepared = prepare(chunk, world!);
    scope.postMessage({ id: data.id, milliseconds: spent(), prepared }, [
      prepared.ground.buffer,
      prepared.weights[0].buffer,
      prepared.weights[1].buffer,
      ...prepared.props.flatMap((group) => [group.matrices.buffer, group.colours.buffer]),
    ]);
  } catch (error) {
    scope.postMessage({ id: data.id, milliseconds: spent(), error: (error as Error).message }, []);
  }
};

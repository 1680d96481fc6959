// SPDX-License-Identifier: MIT

export type Quality = "auto" | "low" | "high";

/** What the device that draws can afford. */
export interface Device {
  readonly antialias: boolean;
  /** Texels along a shadow map; 0 for no shadows. */
  readonly shadowSide: number;
  readonly anisotropy: number;
  /** How far to see unless the address says otherwise. */
  readonly radius: number;
  /** Shares of the screen's own resolution. */
  readonly resolution: { readonly least: number; readonly first: number; readonly most: number };
}

const CARD: Device = {
  antialias: true,
  shadowSide: 2048,
  anisotropy: 4,
  radius: 3000,
  resolution: { least: 0.5, first: 1, most: 1 },
};
const PROCESSOR: Device = {
  antialias: false,
  shadowSide: 1024,
  anisotropy: 1,
  radius: 1500,
  resolution: { least: 0.4, first: 0.5, most: 1 },
};

/** Asks the browser what draws, or answers null where there is no WebGL 2. */
export function judgeDevice(quality: Quality): Device | null {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return null;
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return afford(quality, /swiftshader|llvmpipe|softpipe|basic render/i.test(name));
}

/** @param software whether a processor does the work of a graphics card */
export function afford(quality: Quality, software: boolean): Device {
  if (quality === "high") return { ...CARD, resolution: { least: 1, first: 1, most: 1 } };
  if (quality === "low")
    return { ...PROCESSOR, shadowSide: 0, resolution: { least: 0.4, first: 0.5, most: 0.5 } };
  return software ? PROCESSOR : CARD;
}

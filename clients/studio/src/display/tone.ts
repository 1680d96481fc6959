// SPDX-License-Identifier: MIT
//
// From light to the screen: the curve of Khronos' PBR Neutral tone mapper (2024), which leaves colours alone up to its
// shoulder and takes the saturation out of what is brighter. Its toe is left out: it corrects for a reflection that
// Lambert surfaces do not have, and would turn the shade of a forest black.
import { ShaderChunk } from "three";

const CURVE = /* glsl */ `
vec3 CustomToneMapping(vec3 color) {
  color *= toneMappingExposure;
  float peak = max(color.r, max(color.g, color.b));
  const float start = 0.72;
  const float room = 1.0 - start;
  if (peak < start) return color;
  float pressed = 1.0 - room * room / (peak + room - start);
  color *= pressed / peak;
  return mix(vec3(pressed), color, 1.0 / (0.15 * (peak - pressed) + 1.0));
}
`;

/** Makes three's `CustomToneMapping` this curve. */
export function installTone(): void {
  ShaderChunk.tonemapping_pars_fragment = ShaderChunk.tonemapping_pars_fragment.replace(
    "vec3 CustomToneMapping( vec3 color ) { return color; }",
    CURVE,
  );
}

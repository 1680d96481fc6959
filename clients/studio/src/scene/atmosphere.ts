// SPDX-License-Identifier: MIT
//
// The air: one function gives the colour of the sky in a direction, and sky, haze and the water's mirror all ask it.
// That is why a distant shore melts into the horizon behind it instead of ending in a band of fog.
import { Vector3, type Texture } from "three";

export interface Air {
  readonly uniforms: {
    readonly airSun: { value: Vector3 };
    readonly airReach: { value: number };
    readonly airNoise: { value: Texture };
    readonly airTime: { value: number };
  };
}

export function createAir(noise: Texture): Air {
  return {
    uniforms: {
      airSun: { value: new Vector3(0, 1, 0) },
      airReach: { value: 1000 },
      airNoise: { value: noise },
      airTime: { value: 0 },
    },
  };
}

export const AIR_GLSL = /* glsl */ `
uniform vec3 airSun;
uniform float airReach;
uniform sampler2D airNoise;
uniform float airTime;

vec3 skyColour(vec3 direction) {
  float up = max(direction.y, 0.0);
  float toSun = max(dot(direction, airSun), 0.0);
  vec3 colour = mix(vec3(0.56, 0.73, 0.90), vec3(0.075, 0.235, 0.60), 1.0 - exp(-4.4 * up));
  colour = mix(colour, vec3(0.83, 0.89, 0.94), 0.62 * exp(-15.0 * up));
  float low = exp(-4.0 * up);
  float toSun4 = toSun * toSun * toSun * toSun;
  float toSun32 = toSun4 * toSun4; toSun32 *= toSun32; toSun32 *= toSun32;
  colour += vec3(1.0, 0.72, 0.44) * (0.26 * toSun4 * low + 0.22 * toSun32);
  return colour;
}

vec3 throughAir(vec3 colour, vec3 position) {
  vec3 ray = position - cameraPosition;
  float far = length(ray);
  vec3 direction = ray / max(far, 1e-3);
  float low = exp(-max(position.y, 0.0) / 420.0);
  float haze = 1.0 - exp(-pow(far / (airReach * 1.25), 1.35) * mix(0.55, 1.0, low));
  // Where the view ends, the air must be opaque: behind it there is nothing.
  haze = max(haze, smoothstep(0.72 * airReach, 0.97 * airReach, length(ray.xz)));
  vec3 horizon = skyColour(normalize(vec3(direction.x, max(direction.y, 0.015), direction.z)));
  return mix(colour, horizon, haze);
}
`;

/** Puts the air into one of three's materials: before tone mapping, since the sky is brighter than white. */
export function breathe(
  shader: { fragmentShader: string; vertexShader: string; uniforms: object },
  air: Air,
): void {
  Object.assign(shader.uniforms, air.uniforms);
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nvarying vec3 airPosition;")
    .replace(
      "#include <fog_vertex>",
      /* glsl */ `
      #ifdef USE_INSTANCING
        airPosition = (modelMatrix * instanceMatrix * vec4(transformed, 1.0)).xyz;
      #else
        airPosition = (modelMatrix * vec4(transformed, 1.0)).xyz;
      #endif`,
    );
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", `#include <common>\nvarying vec3 airPosition;\n${AIR_GLSL}`)
    .replace(
      "#include <opaque_fragment>",
      "outgoingLight = throughAir(outgoingLight, airPosition);\n#include <opaque_fragment>",
    );
}

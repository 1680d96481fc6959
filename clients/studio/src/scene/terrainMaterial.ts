// SPDX-License-Identifier: MIT
import { Color, FrontSide, MeshDepthMaterial, MeshLambertMaterial, Vector3, type Material } from "three";
import type { Description } from "../wire/description";
import { MOST_MATERIALS } from "../wire/materials";
import { breathe, type Air } from "./atmosphere";
import type { BankTextures } from "./bank";
import { SKIRT_CELLS } from "./grid";
import { lightBySun } from "./sunlight";

/** What the user switches while the world is shown. */
export interface TerrainSwitches {
  readonly levels: { value: number };
}

const DISPLACE = /* glsl */ `
attribute vec4 chunkPlace;
attribute float chunkLevel;
uniform highp sampler2DArray chunkGround;
vec4 groundSample() {
  return texelFetch(chunkGround, ivec3(int(position.x), int(position.z), int(chunkPlace.w)), 0);
}
vec3 displaced(float metres) {
  float cell = chunkPlace.z;
  return vec3(chunkPlace.x + position.x * cell, metres - position.y * ${SKIRT_CELLS.toFixed(1)} * cell, chunkPlace.y + position.z * cell);
}
`;

const PALETTE = /* glsl */ `
uniform mediump sampler2DArray chunkWeightsA;
uniform mediump sampler2DArray chunkWeightsB;
uniform vec3 paletteColour[${MOST_MATERIALS}];
uniform float paletteRough[${MOST_MATERIALS}];
uniform float chunkSamples;
uniform float waterMetres;
uniform float showLevels;
varying vec3 chunkUv;
varying float chunkLight;
flat varying float chunkLevelFlat;
varying vec3 chunkNormal;

vec3 levelColour(float level) {
  vec3 wheel = 0.5 + 0.5 * cos(6.2831853 * (vec3(0.0, 0.33, 0.67) + level / 7.0));
  return wheel * wheel;
}
`;

// Noise at three sizes whose ratios are irrational: a tile is never seen to repeat, and nothing knows of chunks.
const COLOUR = /* glsl */ `
vec2 here = airPosition.xz;
vec4 fine = texture2D(airNoise, here * 0.173);
vec4 mid = texture2D(airNoise, mat2(0.8, -0.6, 0.6, 0.8) * here * 0.0231);
vec4 broad = texture2D(airNoise, mat2(0.28, 0.96, -0.96, 0.28) * here * 0.00187);
vec3 ground = normalize(chunkNormal);
float steep = 1.0 - ground.y;

vec3 uv = vec3((chunkUv.xy + 0.5) / chunkSamples, chunkUv.z);
// Where two materials meet, the grain decides: pebbles of one in the other instead of an even mix.
vec4 grain = vec4(fine.r, 1.0 - fine.r, 0.5 * (mid.a + fine.a), 1.0 - fine.a);
grain = 0.14 + grain * grain;
vec4 first = texture(chunkWeightsA, uv);
first *= first * grain;
vec3 blend = first.x * paletteColour[0] + first.y * paletteColour[1] + first.z * paletteColour[2] + first.w * paletteColour[3];
float rough = first.x * paletteRough[0] + first.y * paletteRough[1] + first.z * paletteRough[2] + first.w * paletteRough[3];
float sum = dot(first, vec4(1.0));
#if PALETTE > 4
vec4 second = texture(chunkWeightsB, uv);
second *= second * grain;
blend += second.x * paletteColour[4] + second.y * paletteColour[5] + second.z * paletteColour[6] + second.w * paletteColour[7];
rough += second.x * paletteRough[4] + second.y * paletteRough[5] + second.z * paletteRough[6] + second.w * paletteRough[7];
sum += dot(second, vec4(1.0));
#endif
blend /= max(sum, 1e-5);
rough /= max(sum, 1e-5);

blend *= 0.72 + 0.22 * fine.r + 0.22 * mid.r + 0.22 * broad.r;
// Lush against dry, over tens and hundreds of metres.
float dry = smoothstep(0.3, 0.8, 0.6 * broad.a + 0.4 * mid.a);
blend *= mix(vec3(0.90, 1.0, 0.92), vec3(1.12, 1.02, 0.86), dry);

// A wall is textured from its side, from above its grain would be drawn out into streaks.
vec3 acrossX = dFdx(airPosition);
vec3 acrossY = dFdy(airPosition);
float wall = smoothstep(0.16, 0.40, steep);
vec3 wallSlope = vec3(0.0);
if (wall > 0.0) {
  float east = smoothstep(0.25, 0.75, ground.x * ground.x / max(1e-4, ground.x * ground.x + ground.z * ground.z));
  const vec2 size = vec2(0.0153, 0.0231);
  vec4 fromEast = textureGrad(airNoise, airPosition.zy * size, acrossX.zy * size, acrossY.zy * size);
  vec4 fromSouth = textureGrad(airNoise, airPosition.xy * size + 0.37, acrossX.xy * size, acrossY.xy * size);
  vec4 rock = mix(fromSouth, fromEast, east);
  float fissure = mix(0.74, 1.0, smoothstep(0.0, 0.10, abs(rock.r - 0.5)));
  blend *= mix(1.0, (0.74 + 0.5 * rock.a) * fissure, wall);
  wallSlope = wall * mix(vec3(fromSouth.g - 0.5, fromSouth.b - 0.5, 0.0), vec3(0.0, fromEast.b - 0.5, fromEast.g - 0.5), east);
}

blend = mix(vec3(dot(blend, vec3(0.21, 0.72, 0.07))), blend, 0.92);

float dampEdge = waterMetres + 0.35 + 0.9 * mid.r;
float damp = 1.0 - smoothstep(dampEdge - 0.5, dampEdge + 0.7, airPosition.y);
blend *= mix(1.0, 0.66, damp);
blend = mix(blend, levelColour(chunkLevelFlat) * (0.35 + 0.9 * dot(blend, vec3(0.34))), showLevels);
diffuseColor.rgb = blend * mix(1.0, chunkLight, 0.55);
`;

const BUMPS = /* glsl */ `
{
  float far = length(vViewPosition);
  float near = 1.0 / (1.0 + far * far * 1.6e-5);
  vec2 slope = (fine.gb - 0.5) * 0.34 * near + (mid.gb - 0.5) * 0.22;
  vec3 bumped = normalize(ground + vec3(slope.x, 0.0, slope.y) + 0.9 * wallSlope);
  normal = normalize((viewMatrix * vec4(bumped, 0.0)).xyz);
}
`;

// Below the surface the ground takes on the water's colour with depth; the surface itself is drawn by water.ts.
const SHINE = /* glsl */ `
reflectedLight.indirectDiffuse *= chunkLight;
#if NUM_DIR_LIGHTS > 0
{
  vec3 halfway = normalize(directionalLights[0].direction + normalize(vViewPosition));
  float gloss = clamp((1.0 - rough) * 1.1 + 0.35 * damp, 0.0, 1.0);
  float lobe = mix(8.0, 90.0, gloss);
  float shine = pow(max(dot(normal, halfway), 0.0), lobe) * gloss * gloss * 0.8;
  outgoingShine = shine * reflectedLight.directDiffuse;
}
#endif
`;

const WATER = /* glsl */ `
outgoingLight += outgoingShine;
float depth = waterMetres - airPosition.y;
if (depth > 0.0) {
  vec3 toEye = normalize(cameraPosition - airPosition);
  float path = depth * (1.0 + 0.4 / max(0.3, abs(toEye.y)));
  vec2 drift = vec2(airTime * 0.031, airTime * 0.023);
  float net = texture2D(airNoise, here * 0.061 + drift).r - texture2D(airNoise, here * 0.053 - drift.yx).a;
  float caustic = exp(-abs(net) * 26.0) * exp(-depth * 0.35) * smoothstep(0.0, 0.5, depth);
  outgoingLight *= 1.0 + 0.9 * caustic;
  outgoingLight = mix(vec3(0.008, 0.10, 0.17), outgoingLight, exp(-path * vec3(0.34, 0.075, 0.055)));
}
`;

export function terrainMaterials(
  textures: BankTextures,
  world: Description,
  air: Air,
  switches: TerrainSwitches,
): { surface: Material; depth: Material } {
  const colours = Array.from({ length: MOST_MATERIALS }, (_, i) => {
    const colour = new Color(world.materials[i]?.colour ?? "#000000");
    return new Vector3(colour.r, colour.g, colour.b);
  });
  const uniforms = {
    chunkGround: { value: textures.ground },
    chunkWeightsA: { value: textures.weights[0] },
    chunkWeightsB: { value: textures.weights[1] },
    paletteColour: { value: colours },
    paletteRough: {
      value: Array.from({ length: MOST_MATERIALS }, (_, i) => world.materials[i]?.roughness ?? 1),
    },
    chunkSamples: { value: world.chunk.samples },
    waterMetres: { value: world.waterMetres ?? -1e6 },
    showLevels: switches.levels,
  };

  const surface = new MeshLambertMaterial({ name: "terrain", shadowSide: FrontSide });
  surface.onBeforeCompile = (shader) => {
    breathe(shader, air);
    lightBySun(shader);
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace(
        "#include <common>",
        `#include <common>\n${DISPLACE}
        varying vec3 chunkUv;
        varying float chunkLight;
        varying vec3 chunkNormal;
        flat varying float chunkLevelFlat;`,
      )
      .replace(
        "#include <beginnormal_vertex>",
        /* glsl */ `
        vec4 sampled = groundSample();
        vec3 objectNormal = vec3(sampled.y, sqrt(max(0.0, 1.0 - dot(sampled.yz, sampled.yz))), sampled.z);
        chunkUv = vec3(position.x, position.z, chunkPlace.w);
        chunkLight = sampled.w;
        chunkNormal = objectNormal;
        chunkLevelFlat = chunkLevel;`,
      )
      .replace("#include <begin_vertex>", "vec3 transformed = displaced(sampled.x);");
    shader.fragmentShader = shader.fragmentShader
      .replace(
        "#include <common>",
        `#include <common>\n#define PALETTE ${world.materials.length}\n${PALETTE}`,
      )
      .replace("#include <map_fragment>", COLOUR)
      .replace("#include <normal_fragment_maps>", BUMPS)
      .replace(
        "#include <lights_fragment_end>",
        `#include <lights_fragment_end>\nvec3 outgoingShine = vec3(0.0);\n${SHINE}`,
      )
      .replace("outgoingLight = throughAir", `${WATER}\noutgoingLight = throughAir`);
  };

  const depth = new MeshDepthMaterial({ side: FrontSide });
  depth.onBeforeCompile = (shader) => {
    shader.uniforms.chunkGround = uniforms.chunkGround;
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", `#include <common>\n${DISPLACE}`)
      .replace("#include <begin_vertex>", "vec3 transformed = displaced(groundSample().x);");
  };
  return { surface, depth };
}

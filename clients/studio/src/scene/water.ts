// SPDX-License-Identifier: MIT
//
// The sea. Over every shown chunk lies a sheet that reads the chunk's heights from its bank, so it knows how deep it is
// at each pixel: that gives foam, clear shallows and an opaque deep. Below them all an endless opaque floor reaches the
// horizon; it is only ever seen where no chunk is, or through water too deep to see through.
import { CircleGeometry, Mesh, ShaderMaterial } from "three";
import { AIR_GLSL, type Air } from "./atmosphere";
import { BANK_CHUNKS, type BankTextures } from "./bank";
import { DrawList } from "./drawList";
import { createSheet } from "./grid";

const FLOOR_DEPTH = 18;

const SURFACE = /* glsl */ `
vec4 sea(vec3 position, float depth) {
  vec3 ray = position - cameraPosition;
  float far = length(ray);
  vec3 toEye = -ray / far;
  vec2 here = position.xz;
  vec2 a = texture2D(airNoise, here * 0.0210 + airTime * vec2(0.0110, 0.0070)).gb - 0.5;
  vec2 b = texture2D(airNoise, mat2(0.6, -0.8, 0.8, 0.6) * here * 0.0470 - airTime * vec2(0.0130, 0.0170)).gb - 0.5;
  vec2 c = texture2D(airNoise, mat2(0.96, 0.28, -0.28, 0.96) * here * 0.0031 + airTime * vec2(0.0017, -0.0012)).gb - 0.5;
  float calm = smoothstep(0.0, 2.5, depth);
  vec2 slope = (a * 0.34 + b * 0.26) * mix(0.35, 1.0, calm) / (1.0 + far * 0.0035) + c * 0.09;
  vec3 normal = normalize(vec3(slope.x, 1.0, slope.y));

  float facing = max(dot(toEye, normal), 0.03);
  float fresnel = 0.02 + 0.98 * pow(1.0 - facing, 5.0);
  fresnel = min(fresnel, 0.82);
  vec3 mirrored = reflect(-toEye, normal);
  mirrored.y = abs(mirrored.y) + 0.02;
  vec3 sky = skyColour(normalize(mirrored));

  float murk = 1.0 - exp(-depth * 0.22);
  vec3 body = mix(vec3(0.045, 0.36, 0.37), vec3(0.008, 0.10, 0.17), smoothstep(0.5, 13.0, depth));
  body *= 0.85 + 0.3 * texture2D(airNoise, here * 0.0013).r;
  vec3 colour = mix(body, sky, fresnel);

  // Farther ripples are smaller than a pixel: their glint spreads instead of flickering.
  float tight = mix(420.0, 70.0, smoothstep(20.0, 900.0, far));
  float glint = pow(max(dot(normalize(mirrored), airSun), 0.0), tight);
  colour += vec3(1.0, 0.84, 0.60) * glint * mix(7.0, 1.6, smoothstep(20.0, 900.0, far));

  float breakup = texture2D(airNoise, here * 0.071 + airTime * vec2(0.004, 0.006)).r;
  float fine = texture2D(airNoise, here * 0.23 - airTime * vec2(0.011, 0.008)).a;
  float swash = 0.16 * sin(airTime * 0.9 + breakup * 9.0);
  float edge = 1.0 - smoothstep(0.0, 0.55 + 0.5 * breakup, depth + swash);
  float wave = smoothstep(0.80, 1.0, sin(depth * 3.6 + airTime * 0.75 + breakup * 5.0)) * (1.0 - smoothstep(0.5, 2.4, depth));
  float foam = max(edge, 0.75 * wave) * smoothstep(0.30, 0.62, fine + 0.45 * edge) / (1.0 + far * 0.0009);
  colour = mix(colour, vec3(0.92, 0.95, 0.95), 0.85 * foam);

  float alpha = max(max(murk, fresnel), foam);
  alpha = mix(alpha, 1.0, smoothstep(7.0, 14.0, depth));
  alpha *= smoothstep(-0.05, 0.12, depth);
  return vec4(throughAir(colour, position), alpha);
}
`;

export class WaterSheets {
  readonly list = new DrawList(createSheet(), BANK_CHUNKS);
  readonly mesh: Mesh;
  readonly #material: ShaderMaterial;

  constructor(textures: BankTextures, samples: number, waterMetres: number, air: Air) {
    this.#material = new ShaderMaterial({
      name: "water",
      transparent: true,
      uniforms: {
        ...air.uniforms,
        chunkGround: { value: textures.ground },
        chunkLast: { value: samples - 1 },
        waterMetres: { value: waterMetres },
      },
      vertexShader: /* glsl */ `
        attribute vec4 chunkPlace;
        uniform float waterMetres;
        uniform float chunkLast;
        varying vec3 sheet;
        varying vec3 place;
        void main() {
          vec2 across = position.xz * chunkPlace.z * chunkLast;
          sheet = vec3(position.xz, chunkPlace.w);
          place = vec3(chunkPlace.x + across.x, waterMetres, chunkPlace.y + across.y);
          gl_Position = projectionMatrix * viewMatrix * vec4(place, 1.0);
        }`,
      fragmentShader: /* glsl */ `
        #include <common>
        precision highp sampler2DArray;
        uniform sampler2DArray chunkGround;
        uniform float chunkLast;
        uniform float waterMetres;
        varying vec3 sheet;
        varying vec3 place;
        ${AIR_GLSL}
        ${SURFACE}
        float metres(ivec2 at) { return texelFetch(chunkGround, ivec3(at, int(sheet.z + 0.5)), 0).x; }
        void main() {
          vec2 at = clamp(sheet.xy, 0.0, 1.0) * chunkLast;
          vec2 cell = min(floor(at), chunkLast - 1.0);
          vec2 f = at - cell;
          ivec2 i = ivec2(cell);
          float ground = mix(
            mix(metres(i), metres(i + ivec2(1, 0)), f.x),
            mix(metres(i + ivec2(0, 1)), metres(i + ivec2(1, 1)), f.x), f.y);
          float depth = waterMetres - ground;
          if (depth < -0.05) discard;
          gl_FragColor = sea(place, depth);
          #include <tonemapping_fragment>
          #include <colorspace_fragment>
        }`,
    });
    this.mesh = new Mesh(this.list.geometry, this.#material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 2;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.#material.dispose();
  }
}

/** The endless floor; keep it below the camera. */
export function createSeaFloor(waterMetres: number, air: Air): Mesh {
  const material = new ShaderMaterial({
    name: "sea floor",
    uniforms: { ...air.uniforms },
    vertexShader: /* glsl */ `
      varying vec3 place;
      void main() {
        place = (modelMatrix * vec4(position, 1.0)).xyz;
        gl_Position = projectionMatrix * viewMatrix * vec4(place, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      #include <common>
      varying vec3 place;
      ${AIR_GLSL}
      ${SURFACE}
      void main() {
        gl_FragColor = vec4(sea(place, 60.0).rgb, 1.0);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
  const floor = new Mesh(new CircleGeometry(1, 64).rotateX(-Math.PI / 2), material);
  floor.position.y = waterMetres - FLOOR_DEPTH;
  floor.frustumCulled = false;
  return floor;
}

// SPDX-License-Identifier: MIT
import { BackSide, IcosahedronGeometry, Mesh, ShaderMaterial } from "three";
import { AIR_GLSL, type Air } from "./atmosphere";

/** Gradient, sun and clouds on a ball around the camera, drawn last and only where nothing else is. */
export function createSky(air: Air): Mesh {
  const material = new ShaderMaterial({
    name: "sky",
    side: BackSide,
    depthWrite: false,
    uniforms: { ...air.uniforms },
    vertexShader: /* glsl */ `
      varying vec3 direction;
      void main() {
        direction = position;
        vec4 place = projectionMatrix * vec4(mat3(modelViewMatrix) * position, 1.0);
        gl_Position = place.xyww;
      }`,
    fragmentShader: /* glsl */ `
      #include <common>
      varying vec3 direction;
      ${AIR_GLSL}
      void main() {
        vec3 ray = normalize(direction);
        vec3 colour = skyColour(normalize(vec3(ray.x, max(ray.y, 0.015), ray.z)));
        float toSun = dot(ray, airSun);
        if (ray.y > 0.015) {
          // Two sheets of cloud on a plane; the second, looked up toward the sun, is the first one's shade.
          vec2 sheet = ray.xz / (ray.y + 0.09) * 0.055 + airTime * vec2(0.0009, 0.0004);
          vec2 lit = sheet + airSun.xz * 0.012;
          float high = texture2D(airNoise, sheet).r * 0.62 + texture2D(airNoise, sheet * 3.1 + 0.37).a * 0.38;
          float beyond = texture2D(airNoise, lit).r * 0.62 + texture2D(airNoise, lit * 3.1 + 0.37).a * 0.38;
          float cover = smoothstep(0.50, 0.76, high) * smoothstep(0.015, 0.16, ray.y);
          float bright = clamp(0.72 + 1.6 * (high - beyond), 0.0, 1.0);
          vec3 cloud = mix(vec3(0.60, 0.68, 0.80), vec3(1.08, 1.05, 1.0), bright);
          cloud += vec3(1.0, 0.8, 0.55) * 0.5 * pow(max(toSun, 0.0), 12.0);
          colour = mix(colour, cloud, 0.82 * cover);
          float bare = (1.0 - cover) * (1.0 - cover);
          colour += vec3(9.0, 7.6, 5.8) * smoothstep(0.99974, 0.99990, toSun) * bare;
          colour += vec3(1.0, 0.82, 0.56) * 0.8 * exp(-900.0 * (1.0 - toSun)) * (1.0 - 0.6 * cover);
        }
        gl_FragColor = vec4(colour, 1.0);
        #include <tonemapping_fragment>
        #include <colorspace_fragment>
      }`,
  });
  const sky = new Mesh(new IcosahedronGeometry(1, 3), material);
  sky.frustumCulled = false;
  sky.renderOrder = 1;
  return sky;
}

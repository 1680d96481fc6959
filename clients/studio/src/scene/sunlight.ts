// SPDX-License-Identifier: MIT
//
// How the light of sun.ts falls on a surface.

/** Stands where three has `lights_fragment_begin`, for its Lambert material. */
const LIGHT = /* glsl */ `
vec3 geometryPosition = -vViewPosition;
vec3 geometryNormal = normal;
vec3 geometryViewDir = normalize(vViewPosition);
vec3 geometryClearcoatNormal = vec3(0.0);
IncidentLight directLight;
getDirectionalLightInfo(directionalLights[0], directLight);
#if defined(USE_SHADOWMAP) && NUM_DIR_LIGHT_SHADOWS == 2
if (receiveShadow) directLight.color *= sunReaches();
#endif
RE_Direct(directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight);
vec3 iblIrradiance = vec3(0.0);
vec3 irradiance = getHemisphereLightIrradiance(hemisphereLights[0], geometryNormal);
`;

/** Four taps where three's filter has five and two turns for each; the hardware blends four texels in every tap. */
const SHADOW = /* glsl */ `
#if defined(USE_SHADOWMAP) && NUM_DIR_LIGHT_SHADOWS == 2
float sunTap(sampler2DShadow map, vec3 at, float texel) {
  return 0.25 * (
    texture(map, at + texel * vec3(-0.9, 0.35, 0.0)) + texture(map, at + texel * vec3(0.35, 0.9, 0.0)) +
    texture(map, at + texel * vec3(0.9, -0.35, 0.0)) + texture(map, at + texel * vec3(-0.35, -0.9, 0.0)));
}
float sunReaches() {
  vec3 near = vDirectionalShadowCoord[0].xyz;
  vec3 far = vDirectionalShadowCoord[1].xyz;
  vec2 nearEdge = abs(near.xy * 2.0 - 1.0);
  vec2 farEdge = abs(far.xy * 2.0 - 1.0);
  float nearShare = 1.0 - smoothstep(0.82, 0.98, max(nearEdge.x, nearEdge.y));
  float farShare = 1.0 - smoothstep(0.80, 0.98, max(farEdge.x, farEdge.y));
  float light = 1.0;
  if (nearShare < 1.0 && farShare > 0.0) {
    far.z += directionalLightShadows[1].shadowBias;
    light = mix(1.0, sunTap(directionalShadowMap[1], far, 1.0 / directionalLightShadows[1].shadowMapSize.x), farShare);
  }
  if (nearShare > 0.0) {
    near.z += directionalLightShadows[0].shadowBias;
    float fine = sunTap(directionalShadowMap[0], near, 1.0 / directionalLightShadows[0].shadowMapSize.x);
    light = mix(light, fine, nearShare);
  }
  return light;
}
#endif
`;

/** Lights one of three's Lambert materials by the sun and its two cascades. */
export function lightBySun(shader: { fragmentShader: string }): void {
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <shadowmap_pars_fragment>", `#include <shadowmap_pars_fragment>\n${SHADOW}`)
    .replace("#include <lights_fragment_begin>", LIGHT);
}

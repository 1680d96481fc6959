// SPDX-License-Identifier: MIT

/** The same wheel as the terrain's level colouring, for the map and its legend. */
export function levelColour(level: number): string {
  const channel = (shift: number): number => {
    const wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * (shift + level / 7));
    return Math.round(255 * (0.25 + 0.75 * wave * wave));
  };
  return `rgb(${channel(0)} ${channel(0.33)} ${channel(0.67)})`;
}

// Whether a picture shows a world: not by comparing it with another picture, which a driver's rounding would break, but
// by what must be in any: sky above, land and sea below, and detail.
import { PNG } from "pngjs";

/** Shares of pixels, 0 … 1, and how many different colours there are (of 32,768). */
export function describePicture(png) {
  const { width, height, data } = PNG.sync.read(png);
  const colours = new Set();
  const found = { sky: 0, green: 0, sand: 0, water: 0, dark: 0 };
  let above = 0;
  let below = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = data.subarray(4 * (y * width + x));
      colours.add(((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3));
      if (y < 0.25 * height) {
        above++;
        // Blue, or the white and grey of clouds and haze.
        if (b >= r && b > 110) found.sky++;
        continue;
      }
      below++;
      if (r + g + b < 60) found.dark++;
      if (g > b + 12 && g >= r) found.green++;
      else if (r > 120 && r > b + 20 && g > b) found.sand++;
      else if (b > r + 25 && g > r) found.water++;
    }
  }
  return {
    width,
    height,
    colours: colours.size,
    sky: found.sky / above,
    green: found.green / below,
    sand: found.sand / below,
    water: found.water / below,
    dark: found.dark / below,
  };
}

/**
 * The share of blocks of 16 × 16 pixels whose mean colours are about the same in two pictures of one place: waves, trees
 * and clouds that moved on make little difference to a block, another light or another ground makes one.
 */
export function likeness(one, other) {
  const [first, second] = [blocks(one), blocks(other)];
  return first.filter((mean, block) => mean.every((channel, i) => Math.abs(channel - second[block][i]) < 16)).length / first.length;
}

function blocks(png) {
  const { width, height, data } = PNG.sync.read(png);
  const means = [];
  for (let top = 0; top < height; top += 16) {
    for (let left = 0; left < width; left += 16) {
      const sum = [0, 0, 0];
      for (let y = top; y < top + 16; y++) {
        for (let x = left; x < left + 16; x++) {
          for (let channel = 0; channel < 3; channel++) sum[channel] += data[4 * (y * width + x) + channel] / 256;
        }
      }
      means.push(sum);
    }
  }
  return means;
}

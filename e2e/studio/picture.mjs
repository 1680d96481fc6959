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

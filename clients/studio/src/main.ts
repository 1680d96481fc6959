// SPDX-License-Identifier: MIT
import { judgeDevice } from "./display/device";
import { tellDeadEnd } from "./hud/deadEnd";
import { readSettings } from "./settings";
import { Studio } from "./studio";

const settings = readSettings(new URL(location.href));
const device = judgeDevice(settings.quality);
if (device) {
  window.seisei = new Studio(settings, device, document.getElementById("world") as HTMLCanvasElement);
} else {
  tellDeadEnd(
    "This browser can not draw the world: it has no WebGL 2. Turn on hardware acceleration in its settings, " +
      "or open this page in another one.",
  );
}

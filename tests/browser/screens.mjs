// Pictures of every screen, for people to look at: `cargo xtask screens`.
//
//   node screens.mjs <folder> [zh|en] [light|dark] [390|1366|1920] [name]

import fs from "node:fs/promises";
import path from "node:path";
import { Xinke } from "./browser.mjs";
import { still } from "./fixtures.mjs";
import { tour } from "./tour.mjs";

const [folder = process.env.SCREENS_DIR, ...only] = process.argv.slice(2);
if (!folder) throw new Error("where to? node screens.mjs <folder>");
const chosen = (all) => (all.some((one) => only.includes(String(one))) ? all.filter((one) => only.includes(String(one))) : all);
const known = ["zh", "en", "light", "dark", "390", "1366", "1920"];
const wanted = only.filter((word) => !known.includes(word));
const heights = { 390: 844, 1366: 768, 1920: 1080 };

let count = 0;
for (const lang of chosen(["zh", "en"])) {
  for (const width of chosen([390, 1366, 1920])) {
    for (const scheme of chosen(["light", "dark"])) {
      const x = await Xinke.open({ lang, scheme, viewport: { width, height: heights[width] }, context: { reducedMotion: "reduce" } });
      const to = path.join(folder, `${lang}-${scheme}-${width}`);
      await fs.mkdir(to, { recursive: true });
      let number = 0;
      try {
        await tour(x, async (name) => {
          number++;
          if (wanted.length && !wanted.some((word) => name.includes(word))) return;
          await still(x.page);
          await x.page.screenshot({ path: path.join(to, `${String(number).padStart(2, "0")}-${name}.png`) });
          count++;
        });
      } finally {
        await x.close();
      }
      console.log(`${to}: ${number} screens`);
    }
  }
}
console.log(`${count} pictures in ${folder}`);

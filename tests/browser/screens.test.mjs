// Every screen is accessible, in both languages, light and dark, wide and narrow, and fits the width.

import assert from "node:assert/strict";
import { describe } from "node:test";
import { journey } from "./browser.mjs";
import { axe, still } from "./fixtures.mjs";
import { tour } from "./tour.mjs";

const WIDE = { width: 1366, height: 768 };
const NARROW = { width: 390, height: 844 };

// Side by side: nothing here depends on time.
describe("accessibility", { concurrency: 2 }, () => {
  for (const lang of ["zh", "en"]) {
    journey(`${lang}: axe finds nothing on any screen`, async (x) => {
      const found = new Map();
      const note = (line, where) => found.set(line, [...(found.get(line) ?? []), where]);
      await tour(x, async (name) => {
        for (const scheme of ["light", "dark"]) {
          await x.page.emulateMedia({ colorScheme: scheme });
          for (const viewport of [WIDE, NARROW]) {
            await x.page.setViewportSize(viewport);
            await still(x.page);
            const where = `${name}/${scheme}/${viewport.width}`;
            // The structure is the same in the dark; colours are not.
            for (const line of await axe(x.page, scheme === "dark" ? ["color-contrast"] : undefined)) note(line, where);
            if (scheme === "light") {
              const overflow = await x.page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector("#main").scrollWidth - document.querySelector("#main").clientWidth));
              if (overflow > 1 && !name.startsWith("print")) note(`wider than the window by ${overflow} px`, where);
            }
          }
        }
        await x.page.setViewportSize(WIDE);
        await x.page.emulateMedia({ colorScheme: "light" });
      });
      const lines = [...found].map(([line, where]) => `${line}\n    on ${where.slice(0, 6).join(", ")}${where.length > 6 ? ` and ${where.length - 6} more` : ""}`);
      assert.equal(lines.length, 0, `\n${lines.join("\n")}`);
    }, { lang, context: { reducedMotion: "reduce" }, patience: 400_000 });
  }
});

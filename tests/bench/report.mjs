// What was measured as a page of documentation. Below the mark everything is written by hand and kept.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const MARK = "<!-- From here on by hand. -->";

/** Operation, whose times, beside whom, and the ratio that is the target, where there is one. */
const ROWS = [
  ["CSV of 100,000 lines, bytes to cells", "csv.cells", "papa", "PapaParse", null],
  ["CSV of 100,000 lines, bytes to typed lines with their customer", "csv.typed", "papa", "PapaParse, typed, and a loop", 0.2],
  ["Sales by customer, ranked, running share", "totals", "arquero", "arquero", 0.05],
  ["Roster: open it with 20,000 customers", "table.mount", "agGrid", "AG Grid", 0.2],
  ["", "table.mount", "tabulator", "Tabulator", null],
  ["Roster: sort by number", "table.sort", "agGrid", "AG Grid", 0.15],
  ["", "table.sort", "tabulator", "Tabulator", null],
  ["Roster: sort by Chinese name", "table.sortNames", "agGrid", "AG Grid", 0.15],
  ["", "table.sortNames", "tabulator", "Tabulator", null],
  ["Roster: filter by country", "table.filter", "agGrid", "AG Grid", 0.2],
  ["", "table.filter", "tabulator", "Tabulator", null],
  ["Roster: search names", "table.search", "agGrid", "AG Grid", 0.2],
  ["", "table.search", "tabulator", "Tabulator", null],
  ["Save everything", "save", "dexie", "Dexie `bulkPut`", 0.02],
  ["Load everything", "load", "dexie", "Dexie `toArray`", 0.2],
  ["One edit made durable", "edit", "dexie", "Dexie `put`", 1],
];

const digits = (ms) => (ms < 1 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
const shown = ({ median, min, max }) => `${digits(median)} [${digits(min)}–${digits(max)}]`;
const ratioOf = (ratio) => (ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2));

function verdict(value, target) {
  if (target === null) return "";
  return value <= target ? "met" : `missed, ${(value / target).toFixed(1)} times the target`;
}

function compared(found) {
  const schemes = Object.keys(found).filter((name) => name.startsWith("scheme."));
  const rows = [...ROWS];
  const at = rows.findIndex(([, name]) => name === "totals") + 1;
  rows.splice(at, 0, ...schemes.map((name) => [found[name].title, name, "arquero", "arquero", 0.05]));
  return rows.filter(([, name]) => found[name]).map(([what, name, peer, who, target]) => {
    const { ours, [peer]: other } = found[name];
    if (!other) return `| ${what} | ${shown(ours)} | | | | | |`;
    const ratio = ours.median / other.median;
    return `| ${what} | ${shown(ours)} | ${who} | ${shown(other)} | ${ratioOf(ratio)} | ${target ?? ""} | ${verdict(ratio, target)} |`;
  });
}

function alone(found, edits) {
  const rows = [];
  const row = (what, value, target, bound) => rows.push(`| ${what} | ${value} | ${target} | ${bound} |`);
  const within = (value, most) => (value <= most ? "met" : `missed by ${digits(value - most)} ms`);
  const scroll = found["table.scroll"];
  if (scroll) {
    for (const [who, name] of [["ours", "ours"], ["Tabulator", "tabulator"], ["AG Grid", "agGrid"]]) {
      const { median, p95 } = scroll[name];
      const [target, met] = name === "ours" ? ["p95 ≤ 20", within(p95, 20)] : ["", ""];
      row(`Roster: scroll to 60 places, each until painted, ${who}`, `${digits(median)}, p95 ${digits(p95)}`, target, met);
    }
  }
  if (found.edits) {
    row(`One edit with 140,000 records open: Tab to painted, ${edits} times`, shown(found.edits.painted), "≤ 50", within(found.edits.painted.median, 50));
    row("The same edit: Tab to “saved”", shown(found.edits.saved), "", "");
  }
  if (found.import) {
    const { plan, import: run, save, longest, progress, rounds } = found.import;
    row(`Import of 100,000 lines beside 20,000 customers: dry run, ${rounds} times`, shown(plan), "", "");
    row("The same import: from the button to the list of lines", shown(run), "", "");
    row("The same import: from there to “saved”", shown(save), "", "");
    row("The same import, file to saved: longest frame", shown(longest), "≤ 100", within(longest.max, 100));
    row("The same import: values its progress bar showed", shown(progress), "", "");
  }
  if (found.cancel) {
    row("“Stop” in the dry run, until it is gone", digits(found.cancel.plan), "", "nothing came in");
    row("“Stop” in the import, until it is gone", digits(found.cancel.import), "", "nothing came in");
  }
  return rows;
}

export function write(file, run) {
  const { found, rounds, edits, load, mostLoad, cpu, memory, system, date, versions } = run;
  const old = existsSync(file) ? readFileSync(file, "utf8") : "";
  const at = old.indexOf(MARK);
  const byHand = at < 0 ? "\n" : old.slice(at + MARK.length);
  const busy = load[0] > mostLoad ? ` **The machine was too busy for good figures (above ${mostLoad}).**` : "";
  const others = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  const text = `# How fast it is, beside others

\`cargo xtask bench\` measures this and writes this page: 100,000 sales lines and 20,000 customers with Chinese text.
Both contenders are on one page; what they give is compared before anything is timed; they take turns in ${rounds} rounds, another first each time.
Times are milliseconds, the median with [least–most]. Ratios compare better between machines than times do.

- ${date}; ${cpu}, ${memory}, ${system}; Chromium ${found.browser ?? ""}
- ${others}
- Load of the machine ${load[0].toFixed(2)} before and ${load[1].toFixed(2)} after.${busy}

| operation | ours | beside | theirs | ours ÷ theirs | target | |
|---|---|---|---|---|---|---|
${compared(found).join("\n")}

| operation, the program as shipped | ours | target | |
|---|---|---|---|
${alone(found, edits).join("\n")}

${MARK}${byHand}`;
  writeFileSync(file, text);
}

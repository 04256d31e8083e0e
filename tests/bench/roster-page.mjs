// The roster beside two table libraries, inside the program's own page: the same rows, columns,
// row height and size of the box. Called by `roster.mjs`.

import { compare, painted, spread } from "./timing.mjs";
import { customerRows } from "./data.mjs";

const COLUMNS = [
  ["name", "名称", 240], ["code", "客户编号", 130], ["status", "交易状态", 110], ["country", "国家/地区", 110],
  ["city", "城市", 130], ["contact", "主要联络人", 150], ["phone", "电话", 150], ["owner", "担当", 130], ["completeness", "完整度", 110],
];
const ROW_PX = 40;
const CHINESE = new Intl.Collator("zh-CN");
const COUNTRY = { name: "日本", hash: "#/customers?country=JP" };
const WORD = "丝绸";

const rows = customerRows().map(([code, name, country, , city, , contact, phone, owner, , status]) => (
  { code, name, country, city, contact, phone, owner, status, completeness: 0.2 }
));

/** Acts, then waits for painted frames until `holds`. */
async function until(holds, act) {
  act();
  for (let frame = 0; frame < 600; frame++) {
    await painted();
    if (holds()) return;
  }
  throw new Error(`waited 600 frames in vain: ${holds}`);
}

// --- ours, through the screen as its user has it -----------------------------------------------

const grid = () => document.querySelector("[data-testid=roster]");
const ours = {
  scroller: grid,
  first: () => grid()?.querySelector('[aria-rowindex="2"] [data-label="客户编号"] .c-table__text')?.textContent,
  count: () => Number(grid()?.getAttribute("aria-rowcount") ?? 1) - 1,
  mount: () => { location.hash = "#/customers"; },
  unmount: () => until(() => !grid(), () => { location.hash = "#/settings"; }),
  sort: (key) => {
    const label = COLUMNS.find((column) => column[0] === key)[1];
    [...grid().querySelectorAll(".c-table__sort")].find((button) => button.title === label).click();
  },
  filter: (isOn) => { location.hash = isOn ? COUNTRY.hash : "#/customers"; },
  search: (word) => {
    const box = document.querySelector("[data-testid=roster-search]");
    box.value = word;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
};

// --- the libraries, in a box of the same size over the page --------------------------------------

function box(size) {
  const element = document.createElement("div");
  Object.assign(element.style, { position: "fixed", inset: "0 auto auto 0", zIndex: 9999, background: "white", width: `${size.width}px`, height: `${size.height}px` });
  document.body.append(element);
  return element;
}

/** What of a table scrolls: the element with most of its height out of view. */
function scrollerIn(element) {
  const hidden = (one) => one.scrollHeight - one.clientHeight;
  const all = [...element.querySelectorAll("div")].filter((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowY));
  return all.sort((a, b) => hidden(b) - hidden(a))[0];
}

function tabulator(size) {
  let element;
  let table;
  const turns = {};
  return {
    scroller: () => scrollerIn(element),
    first: () => element?.querySelector(".tabulator-row [tabulator-field=code]")?.textContent,
    count: () => table?.getDataCount("active") ?? 0,
    mount: () => {
      element = box(size);
      table = new globalThis.Tabulator(element, {
        data: rows, index: "code", height: size.height, rowHeight: ROW_PX, layout: "fitData",
        columns: COLUMNS.map(([field, title, width]) => ({
          field, title, width, sorter: field === "name" ? (a, b) => CHINESE.compare(a, b) : "string",
        })),
      });
    },
    unmount: async () => { table?.destroy(); element?.remove(); table = undefined; element = undefined; },
    sort: (key) => {
      turns[key] = !turns[key];
      table.setSort(key, turns[key] ? "desc" : "asc");
    },
    filter: (isOn) => (isOn ? table.setFilter("country", "=", COUNTRY.name) : table.clearFilter()),
    search: (word) => (word ? table.setFilter("name", "like", word) : table.clearFilter()),
    show: (isShown) => { element.style.display = isShown ? "" : "none"; },
  };
}

function agGrid(size) {
  let element;
  let api;
  const turns = {};
  return {
    scroller: () => scrollerIn(element),
    first: () => element?.querySelector('[row-index="0"] [col-id=code]')?.textContent,
    count: () => api?.getDisplayedRowCount() ?? 0,
    mount: () => {
      element = box(size);
      api = globalThis.agGrid.createGrid(element, {
        rowData: rows, rowHeight: ROW_PX, headerHeight: ROW_PX, animateRows: false, suppressColumnVirtualisation: true,
        columnDefs: COLUMNS.map(([field, headerName, width]) => ({
          field, headerName, width, filter: "agTextColumnFilter", ...(field === "name" && { comparator: CHINESE.compare }),
        })),
      });
    },
    unmount: async () => { api?.destroy(); element?.remove(); api = undefined; element = undefined; },
    sort: (key) => {
      turns[key] = !turns[key];
      api.applyColumnState({ state: [{ colId: key, sort: turns[key] ? "desc" : "asc" }], defaultState: { sort: null } });
    },
    filter: (isOn) => api.setFilterModel(isOn ? { country: { filterType: "text", type: "equals", filter: COUNTRY.name } } : null),
    search: (word) => api.setFilterModel(word ? { name: { filterType: "text", type: "contains", filter: word } } : null),
    show: (isShown) => { element.style.display = isShown ? "" : "none"; },
  };
}

// --- operations ------------------------------------------------------------------------------

const everybody = (size) => ({ ours, tabulator: tabulator(size), agGrid: agGrid(size) });
const each = (tables, make) => Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, make(table)]));

const isThere = (table) => () => table.count() === rows.length && Boolean(table.first());

/** Mount and unmount in turn; ours is the whole screen with its search texts and marks. */
async function mount(tables, rounds) {
  return compare(each(tables, (table) => ({
    before: () => ours.unmount(),
    run: async () => { await until(isThere(table), table.mount); return table.count(); },
    after: () => table.unmount(),
  })), rounds);
}

const visible = (tables, table) => async () => {
  for (const one of Object.values(tables)) one.show?.(one === table);
  await painted();
  await painted();
};

/** By a column, up and down in turn. Collations differ in which of two like-sounding names comes
 *  first, so of names the city they begin with is compared. */
async function sort(tables, rounds, key) {
  // Upwards once, so that the first click that counts is downwards for everybody.
  const unsorted = ours.first();
  await until(() => ours.first() !== unsorted || key === "name", () => ours.sort(key));
  const firstOf = (table) => rows.find((row) => row.code === table.first())[key];
  return compare(each(tables, (table) => ({
    before: visible(tables, table),
    run: async () => {
      const before = table.first();
      await until(() => table.first() !== before, () => table.sort(key));
      return firstOf(table);
    },
  })), rounds, key === "name" ? (a, b) => a.slice(0, 2) === b.slice(0, 2) : undefined);
}

async function narrow(tables, rounds, on, off) {
  return compare(each(tables, (table) => ({
    before: visible(tables, table),
    run: async () => {
      await until(() => table.count() < rows.length && Boolean(table.first()), () => on(table));
      return table.count();
    },
    after: () => until(isThere(table), () => off(table)),
  })), rounds);
}

/** Jumps to 60 places; milliseconds until each is painted. */
async function scroll(tables) {
  const found = {};
  for (const [name, table] of Object.entries(tables)) {
    await visible(tables, table)();
    const scroller = table.scroller();
    const times = [];
    let at = 1;
    for (let jump = 0; jump < 60; jump++) {
      at = (at * 48_271) % 2_147_483_647;
      const start = performance.now();
      scroller.scrollTop = (at / 2_147_483_647) * (scroller.scrollHeight - scroller.clientHeight);
      await painted();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    found[name] = { ...spread(times), p95: times[Math.floor(times.length * 0.95)] };
    scroller.scrollTop = 0;
    await painted();
  }
  return found;
}

export async function measure(rounds) {
  await until(isThere(ours), ours.mount);
  const { width, height } = grid().getBoundingClientRect();
  const tables = everybody({ width: Math.round(width), height: Math.round(height) });
  const found = { "table.mount": await mount(tables, rounds) };
  for (const table of Object.values(tables)) await until(isThere(table), table.mount);
  found["table.sort"] = await sort(tables, rounds, "code");
  found["table.sortNames"] = await sort(tables, rounds, "name");
  found["table.filter"] = await narrow(tables, rounds, (t) => t.filter(true), (t) => t.filter(false));
  found["table.search"] = await narrow(tables, rounds, (t) => t.search(WORD), (t) => t.search(""));
  found["table.scroll"] = await scroll(tables);
  for (const table of Object.values(tables)) await table.unmount();
  return found;
}

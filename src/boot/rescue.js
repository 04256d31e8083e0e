// Saves what this browser holds, as raw as possible, when the program itself no longer starts.
// It shares no code with the program, so nothing that broke there can break here.
"use strict";

(() => {
  const PREFIX = "xinke.wb.";
  const STORES = ["meta", "shards", "log"];

  const say = (parent, tagName, zh, en) => {
    const element = document.createElement(tagName);
    const english = document.createElement("span");
    english.lang = "en";
    english.textContent = en;
    element.append(zh, " ", english);
    parent.append(element);
    return element;
  };

  const asPromise = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  // Ids are read from any JSON shape: a list of ids, a list of objects with an id, or a map by id.
  function listedNames() {
    let value;
    try {
      value = JSON.parse(localStorage.getItem("xinke.workbooks") ?? "[]");
    } catch {
      return [];
    }
    const entries = Array.isArray(value) ? value : Object.keys(value ?? {});
    return entries
      .map((entry) => (typeof entry === "string" ? entry : entry?.id))
      .filter((id) => typeof id === "string")
      .map((id) => (id.startsWith(PREFIX) ? id : PREFIX + id));
  }

  async function databaseNames() {
    const names = new Set(listedNames());
    try {
      for (const { name } of await indexedDB.databases()) if (name.startsWith(PREFIX)) names.add(name);
    } catch {
      // Older browsers can't list databases; the names in localStorage are all there is.
    }
    return [...names].sort();
  }

  // Opening a name that doesn't exist would create it, so the upgrade is refused.
  function openExisting(name) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => {
        reject(new Error("不存在 no such database"));
        request.transaction.abort();
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked by another tab"));
    });
  }

  function base64(bytes) {
    let binary = "";
    for (let at = 0; at < bytes.length; at += 32768) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
    }
    return btoa(binary);
  }

  function plain(value) {
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value)
      : ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : null;
    if (!bytes) return value;
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return { base64: base64(bytes) };
    }
  }

  // One value at a time: a single damaged value must not take its neighbours with it.
  async function readStore(db, store, errors) {
    const rows = [];
    const keys = await asPromise(db.transaction(store).objectStore(store).getAllKeys());
    for (const key of keys) {
      try {
        const value = await asPromise(db.transaction(store).objectStore(store).get(key));
        rows.push([key, plain(value)]);
      } catch (error) {
        errors.push(`${store} ${JSON.stringify(key)}: ${error}`);
      }
    }
    return rows;
  }

  const keyText = (key) => (typeof key === "string" ? key : JSON.stringify(key));

  async function readDatabase(name) {
    const db = await openExisting(name);
    const found = { meta: [], shards: [], log: [] };
    const errors = [];
    for (const store of STORES) {
      if (!db.objectStoreNames.contains(store)) continue;
      try {
        found[store] = await readStore(db, store, errors);
      } catch (error) {
        errors.push(`${store}: ${error}`);
      }
    }
    db.close();
    return { ...found, errors };
  }

  // Written in pieces, because one string has a length limit that a large workbook can reach.
  function asBlob(name, { meta, shards, log, errors }) {
    const map = (rows) => rows.map(([key, value], at) => (
      `${at ? ",\n" : "\n"}${JSON.stringify(keyText(key))}:${JSON.stringify(value)}`
    ));
    const list = log.map((row, at) => `${at ? ",\n" : "\n"}${JSON.stringify(row)}`);
    return new Blob([
      `{"format":"xinke.rescue","version":1,"database":${JSON.stringify(name)},\n"meta":{`,
      ...map(meta), `},\n"shards":{`, ...map(shards), `},\n"log":[`, ...list, "]",
      errors.length ? `,\n"errors":${JSON.stringify(errors)}` : "", "}\n",
    ], { type: "application/json" });
  }

  function download(blob, fileName) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = fileName;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function save(name, status) {
    status.textContent = "…";
    try {
      const content = await readDatabase(name);
      const day = new Date().toISOString().slice(0, 10);
      download(asBlob(name, content), `xinke-rescue-${name.slice(PREFIX.length)}-${day}.json`);
      const counts = `meta ${content.meta.length}, shards ${content.shards.length}, log ${content.log.length}`;
      const missed = content.errors.length ? `; 读不出 unreadable: ${content.errors.length}` : "";
      status.textContent = `${counts}${missed}`;
    } catch (error) {
      status.textContent = `读不出 could not be read: ${error?.message ?? error}`;
    }
  }

  window.xinkeRescueTool = async (root) => {
    root.replaceChildren();
    say(root, "h1", "存下原始数据", "Save raw data");
    say(root, "p", "每个工作簿存成一个文件。文件没有加密，请妥善保管；本机数据不会改动。",
      "Each workbook is saved as one file. The files are as readable as the data is here, so keep them safe. Nothing on this computer is changed.");
    const names = await databaseNames();
    if (!names.length) say(root, "p", "这个浏览器里没有工作簿。", "There is no workbook in this browser.");
    const list = document.createElement("ul");
    for (const name of names) {
      const item = document.createElement("li");
      const label = document.createElement("code");
      label.textContent = name;
      const status = document.createElement("span");
      status.setAttribute("role", "status");
      item.append(label, " ");
      say(item, "button", "存成文件", "Save as file").addEventListener("click", () => save(name, status));
      item.append(" ", status);
      list.append(item);
    }
    root.append(list);
    const back = say(root, "button", "回到程序", "Back to the program");
    back.addEventListener("click", () => {
      if (root.dataset.start !== undefined) {
        location.assign("./");
      } else {
        history.replaceState(null, "", location.pathname);
        location.reload();
      }
    });
  };

  const own = document.querySelector("#rescue-tool[data-start]");
  if (own) window.xinkeRescueTool(own);
})();

// Starts the page, keeps the workers' bytes and then switches the network off for good.
// The same text runs in dist/ (bytes are fetched) and in the single file (bytes are in the page).

const tag = document.getElementById("boot");
const workerFiles = JSON.parse(tag.dataset.workers || "{}");
const single = document.getElementById("packed-page-wasm") !== null;
const rescueScreen = document.getElementById("rescue");
const running = new Set();
let stopped = false;

// --- stopping -----------------------------------------------------------------------------------

// After a panic the wasm memory may be half changed, so none of it may run again: listeners on
// window and document are cut off here, first in the queue because boot.js runs before the app.
const windowEvents = [
  "beforeunload", "blur", "click", "copy", "cut", "dragover", "drop", "focus", "focusin", "focusout",
  "hashchange", "input", "keydown", "keyup", "message", "offline", "online", "pagehide", "pageshow",
  "paste", "pointerdown", "pointermove", "pointerup", "popstate", "resize", "scroll", "storage",
  "visibilitychange", "wheel",
];
for (const type of windowEvents) {
  window.addEventListener(type, (event) => {
    const inRescue = event.target instanceof Element && event.target.closest("#rescue, #rescue-tool");
    if (stopped && !inRescue) event.stopImmediatePropagation();
  }, true);
}

function stop(reason) {
  if (stopped) return;
  stopped = true;
  window.xinkeStopped = true;
  for (const worker of running) worker.terminate();
  const lastTimer = setTimeout(() => {}, 0);
  for (let id = lastTimer; id > lastTimer - 100_000 && id > 0; id--) clearTimeout(id);
  const lastFrame = requestAnimationFrame(() => {});
  for (let id = lastFrame; id > lastFrame - 10_000 && id > 0; id--) cancelAnimationFrame(id);
  document.body.replaceChildren(rescueScreen);
  document.getElementById("rescue-reason").textContent = String(reason).slice(0, 2000);
  document.getElementById("rescue-reload").addEventListener("click", () => location.reload());
  document.getElementById("rescue-save").addEventListener("click", openRescueTool);
  rescueScreen.hidden = false;
  rescueScreen.focus();
}

// In the single file rescue.js is part of the page; in dist/ it has a page of its own.
function openRescueTool() {
  if (!window.xinkeRescueTool) {
    location.assign("rescue.html");
    return;
  }
  const root = document.createElement("main");
  root.id = "rescue-tool";
  document.body.replaceChildren(root);
  window.xinkeRescueTool(root);
}

const isTrap = (error) => error instanceof WebAssembly.RuntimeError;
window.addEventListener("xinke:panic", (event) => stop(event.detail || "panic"));
window.addEventListener("error", (event) => isTrap(event.error) && stop(event.error.message));
window.addEventListener("unhandledrejection", (event) => isTrap(event.reason) && stop(event.reason.message));

// --- bytes --------------------------------------------------------------------------------------

// A second try asks past the HTTP cache: a file of an older version is the usual cause of a
// wrong digest on a static host.
async function fetchChecked(url, integrity) {
  for (let attempt = 0; ; attempt++) {
    try {
      const options = { credentials: "same-origin", cache: attempt ? "reload" : "default" };
      if (integrity) options.integrity = integrity;
      const response = await fetch(new URL(url, document.baseURI), options);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response;
    } catch (error) {
      if (attempt === 2) throw new Error(`${url}: ${error.message}`);
      await new Promise((resolve) => setTimeout(resolve, 250 * (attempt + 1)));
    }
  }
}

const packedText = (id) => document.getElementById(id).textContent;

function packedBytes(id) {
  const element = document.getElementById(id);
  const text = atob(element.textContent);
  element.remove();
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

// --- workers ------------------------------------------------------------------------------------

window.xinkeWorkers = {};
let workersArrived;
window.xinkeWorkersReady = new Promise((resolve) => { workersArrived = resolve; });

async function loadWorkers() {
  await Promise.all(Object.entries(workerFiles).map(async ([name, file]) => {
    const [glue, wasm] = single
      ? [packedText(`packed-${name}-js`), packedBytes(`packed-${name}-wasm`)]
      : await Promise.all([
        fetchChecked(file.js, file.jsIntegrity).then((response) => response.text()),
        fetchChecked(file.wasm, file.wasmIntegrity).then((response) => response.arrayBuffer()),
      ]);
    window.xinkeWorkers[name] = { glue, wasm };
  }));
}

// Runs inside the worker, after its glue. The first message is the wasm; messages that come
// before Rust has put its own handler in place wait and are dispatched again afterwards.
const driver = `
(() => {
  const raise = (error) => setTimeout(() => { throw error; });
  self.addEventListener("unhandledrejection", (event) => raise(event.reason));
  let waiting = null;
  const hold = async (event) => {
    event.stopImmediatePropagation();
    if (waiting) { waiting.push(event); return; }
    waiting = [];
    try { await wasm_bindgen({ module_or_path: event.data }); } catch (error) { raise(error); return; }
    self.removeEventListener("message", hold);
    for (const { data, ports } of waiting) self.dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
  };
  self.addEventListener("message", hold);
})();`;

const workerUrls = {};

// Only from a blob: such a worker inherits this page's policy, and with it the closed network.
window.xinkeStartWorker = (name) => {
  const bytes = window.xinkeWorkers[name];
  if (!bytes) throw new Error(`worker ${name} is not loaded: wait for xinkeWorkersReady`);
  workerUrls[name] ??= URL.createObjectURL(
    new Blob([bytes.glue, "\n", driver], { type: "text/javascript" }),
  );
  const worker = new Worker(workerUrls[name], { name });
  const copy = bytes.wasm.slice(0);
  worker.postMessage(copy, [copy]);
  running.add(worker);
  return worker;
};

function closeNetwork() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "connect-src 'none'";
  document.head.append(policy);
}

// --- start --------------------------------------------------------------------------------------

// A style sheet that fails its integrity check is dropped in silence by the browser.
function missingStyle() {
  return [...document.querySelectorAll('link[rel="stylesheet"]')]
    .find((link) => !link.sheet && matchMedia(link.media || "all").matches);
}

async function startPage() {
  if (single) {
    await wasm_bindgen({ module_or_path: packedBytes("packed-page-wasm") });
    return;
  }
  const style = missingStyle();
  if (style) throw new Error(`${style.getAttribute("href")}: style sheet refused`);
  const [{ default: init }, response] = await Promise.all([
    import(new URL(tag.dataset.js, document.baseURI)),
    fetchChecked(tag.dataset.wasm, tag.dataset.wasmIntegrity),
  ]);
  const streams = response.headers.get("content-type") === "application/wasm";
  await init({ module_or_path: streams ? response : await response.arrayBuffer() });
}

async function boot() {
  await startPage();
  document.getElementById("boot-screen")?.remove();
  await loadWorkers();
  closeNetwork();
  workersArrived(Object.keys(workerFiles));
}

// The single file has no rescue.html beside it, so the program's own links lead to #rescue.
window.addEventListener("hashchange", () => { if (location.hash === "#rescue") openRescueTool(); });

if (self.top !== self) {
  document.documentElement.textContent = "信客 Xinke: blocked, this page does not run in a frame.";
} else if (location.hash === "#rescue") {
  openRescueTool();
} else {
  boot().catch((error) => stop(error?.message ?? error));
}

// How long the page did not answer: gaps between animation frames, and the browser's own account of
// long ones. Put into the program's page by `app.mjs`.

export function watchFrames() {
  const seen = { longest: 0, over50: 0, frames: 0, long: [] };
  let last = performance.now();
  let isOn = true;
  const look = (now) => {
    const gap = now - last;
    last = now;
    seen.frames++;
    seen.longest = Math.max(seen.longest, gap);
    if (gap > 50) seen.over50++;
    if (isOn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const scripts = entry.scripts.map(({ invoker, duration }) => `${invoker} ${Math.round(duration)}`);
      seen.long.push({ at: Math.round(entry.startTime), ms: Math.round(entry.duration), scripts });
    }
  });
  observer.observe({ type: "long-animation-frame" });
  return {
    mark: (what) => seen.long.push({ at: Math.round(performance.now()), what }),
    end() {
      isOn = false;
      observer.disconnect();
      return seen;
    },
  };
}

/** Every value that a progress bar showed. */
export function watchProgress() {
  const values = [];
  const observer = new MutationObserver(() => {
    const value = document.querySelector(".c-progress__bar")?.getAttribute("value");
    if (value && values.at(-1) !== value) values.push(value);
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["value"] });
  return { end: () => { observer.disconnect(); return values; } };
}

/** From the Tab that leaves a field until the frame after it, and until the badge says saved. */
export function watchEdit() {
  return new Promise((done) => {
    let painted;
    window.addEventListener("keydown", (event) => {
      const from = event.timeStamp;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { painted = performance.now() - from; };
        port2.postMessage(0);
      });
      let wasSaving = false;
      const look = () => {
        const state = document.querySelector(".c-saved")?.dataset.state;
        wasSaving ||= state === "saving";
        if (!wasSaving || state !== "saved") return;
        observer.disconnect();
        const saved = performance.now() - from;
        const wait = () => (painted === undefined ? setTimeout(wait) : done({ painted, saved }));
        wait();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
    }, { capture: true, once: true });
  });
}

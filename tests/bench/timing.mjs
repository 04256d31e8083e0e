// How everything is timed: contenders take turns, the first of a round another each time, and what
// they give is compared before the first round. Runs in pages; `spread` runs in Node too.

/** Middle, least and most of some times, and the first one, which is cold. */
export function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), first: times[0] };
}

/** Waits until what was done is on the screen: a frame, a task after it, and layout flushed. */
export async function painted() {
  await new Promise(requestAnimationFrame);
  const { port1, port2 } = new MessageChannel();
  await new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
  return document.body.offsetHeight;
}

/**
 * One operation and those who can do it: `{ name: { run, before, after, times } }`. `run` gives what
 * is compared, `before` and `after` are not timed, `times` is how often it runs in one sample.
 * @returns {Promise<Record<string, {median: number, min: number, max: number, first: number}>>}
 *   milliseconds for one run
 */
export async function compare(contenders, rounds, isEqual) {
  const names = Object.keys(contenders);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  let expected;
  for (const name of names) {
    const { run, before, after } = contenders[name];
    await before?.();
    const found = await run();
    await after?.();
    const text = JSON.stringify(found);
    expected ??= { name, text, found };
    const same = isEqual ? isEqual(expected.found, found) : text === expected.text;
    if (!same) throw new Error(`${name} gives ${text}, ${expected.name} gives ${expected.text}`);
  }
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < names.length; place++) {
      const name = names[(round + place) % names.length];
      const { run, before, after, times = 1 } = contenders[name];
      await before?.();
      await new Promise((done) => setTimeout(done));
      const start = performance.now();
      for (let time = 0; time < times; time++) await run();
      samples[name].push((performance.now() - start) / times);
      await after?.();
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples[name])]));
}

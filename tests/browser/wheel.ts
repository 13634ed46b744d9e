// Measures the frames of the turning wheel: how long each takes, and what they leave in memory.
import { expect, type Page } from "@playwright/test";

/** What was measured. */
export interface Frames {
  frames: number;
  /** Milliseconds of script a frame, 95 of 100 take less. */
  p95: number;
  max: number;
  /** Bytes of wasm memory before and after. */
  memoryBefore: number;
  memoryAfter: number;
}

interface Probe {
  frames(count: number): Promise<number[]>;
  memory(): number;
}

/** Prepares a page, before it is opened, for measuring. */
export async function probe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const memories: WebAssembly.Memory[] = [];
    const note = (result: WebAssembly.WebAssemblyInstantiatedSource) => {
      for (const value of Object.values(result.instance.exports)) {
        if (value instanceof WebAssembly.Memory) memories.push(value);
      }
      return result;
    };
    const streaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
    WebAssembly.instantiateStreaming = async (source, imports) => note(await streaming(source, imports));
    const real = window.requestAnimationFrame.bind(window);
    let waiting: FrameRequestCallback[] | undefined;
    window.requestAnimationFrame = (callback) => (waiting ? waiting.push(callback) : real(callback));
    // Frames of a display with 60 a second, one after the other; now and then a real one, so that
    // what was drawn is shown.
    const frames = async (count: number) => {
      waiting = [];
      await new Promise((resolve) => setTimeout(resolve, 50));
      const took: number[] = [];
      let clock = performance.now();
      for (let frame = 0; frame < count; frame += 1) {
        if (frame % 50 === 0) await new Promise((resolve) => real(resolve));
        const due = waiting;
        waiting = [];
        clock += 1_000 / 60;
        const start = performance.now();
        for (const callback of due) callback(clock);
        took.push(performance.now() - start);
      }
      const rest = waiting;
      waiting = undefined;
      for (const callback of rest) real(callback);
      return took;
    };
    const memory = () => memories.reduce((sum, one) => sum + one.buffer.byteLength, 0);
    Object.assign(window, { laurelProbe: { frames, memory } });
  });
}

/** Runs so many frames of what moves on the page. */
export async function measure(page: Page, count: number): Promise<Frames> {
  const measured = await page.evaluate(async (count) => {
    const { frames, memory } = (window as unknown as { laurelProbe: Probe }).laurelProbe;
    // The first frames make the canvas and the strings that all others use.
    await frames(200);
    const memoryBefore = memory();
    const took = await frames(count);
    return { took, memoryBefore, memoryAfter: memory() };
  }, count);
  const { took, memoryBefore, memoryAfter } = measured;
  expect(took.some((one) => one > 0), "something moves").toBe(true);
  took.sort((one, other) => one - other);
  return {
    frames: took.length,
    p95: took[Math.floor(took.length * 0.95)] ?? 0,
    max: took.at(-1) ?? 0,
    memoryBefore,
    memoryAfter,
  };
}

/** Real frames for so many seconds: how many there were, and how many came late by more than half a frame. */
export async function dropped(page: Page, seconds: number): Promise<{ frames: number; late: number }> {
  return page.evaluate(async (seconds) => {
    const times: number[] = [];
    await new Promise<void>((resolve) => {
      const end = performance.now() + seconds * 1_000;
      const tick = (now: number) => {
        times.push(now);
        if (now < end) requestAnimationFrame(tick);
        else resolve();
      };
      requestAnimationFrame(tick);
    });
    const late = times.filter((now, at) => at > 0 && now - (times[at - 1] ?? now) > 25).length;
    return { frames: times.length, late };
  }, seconds);
}

// Runs inside the page: draws the same funnel with three libraries and times it.
import { draw as drawChartJs } from "./chartjs";
import { draw as drawECharts } from "./echarts";

type OurChart = { hover(x: number, y: number): string | undefined; free(): void };
type OurWheel = { place(): Float64Array; frame(angle: number): void; free(): void };
type Ours = {
  default(path: string): Promise<{ memory: WebAssembly.Memory }>;
  Chart: {
    funnel(a: HTMLCanvasElement, b: HTMLCanvasElement, names: string[], counts: Float64Array, width: number, ratio: number): OurChart;
  };
  Wheel: { turning(a: HTMLCanvasElement, b: HTMLCanvasElement, width: number, ratio: number): OurWheel };
};

const NAMES = ["Awareness", "Interest", "Consideration", "Intent", "Purchase", "Loyalty", "Advocacy"];
const COUNTS = [1562, 1342, 907, 678, 496, 326, 245];
const [WIDTH, HEIGHT, RATIO] = [960, 600, 2];

// What runs in animation frames is part of what a pointer's move costs.
let inFrames = 0;
const schedule = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  schedule((time) => {
    const begun = performance.now();
    callback(time);
    inFrames += performance.now() - begun;
  });

const frame = () => new Promise((done) => schedule(done));
const turn = () =>
  new Promise<void>((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(null);
  });

function place(): HTMLElement {
  const box = document.createElement("div");
  box.style.cssText = `position:relative;width:${WIDTH}px;height:${HEIGHT}px`;
  document.body.replaceChildren(box);
  return box;
}

function canvas(box: HTMLElement): HTMLCanvasElement {
  const one = document.createElement("canvas");
  one.style.cssText = `position:absolute;inset:0;width:${WIDTH}px;height:${HEIGHT}px`;
  [one.width, one.height] = [WIDTH, HEIGHT];
  box.append(one);
  return one;
}

/** The pointer's way: down and up through the chart, a step aside each time. */
function* way(steps: number): Generator<[number, number]> {
  for (let step = 0; step < steps; step += 1) {
    const phase = (step % 120) / 60;
    yield [WIDTH / 2 + (step % 7) * 3, 20 + (HEIGHT - 40) * (phase < 1 ? phase : 2 - phase)];
  }
}

async function hovered(target: Element, steps: number): Promise<number[]> {
  const costs: number[] = [];
  const corner = target.getBoundingClientRect();
  for (const [x, y] of way(steps)) {
    await frame();
    inFrames = 0;
    const begun = performance.now();
    const at = { clientX: corner.left + x, clientY: corner.top + y, bubbles: true };
    target.dispatchEvent(new MouseEvent("mousemove", at));
    const direct = performance.now() - begun;
    await frame();
    await turn();
    costs.push(direct + inFrames);
  }
  return costs;
}

function drawOurs(ours: Ours): { target: HTMLElement; free: () => void } {
  const box = place();
  const chart = ours.Chart.funnel(canvas(box), canvas(box), NAMES, new Float64Array(COUNTS), WIDTH, RATIO);
  const tooltip = document.createElement("div");
  tooltip.style.position = "absolute";
  box.append(tooltip);
  box.addEventListener("mousemove", (event) => {
    const corner = box.getBoundingClientRect();
    const words = chart.hover(event.clientX - corner.left, event.clientY - corner.top) ?? "";
    if (tooltip.textContent !== words) tooltip.textContent = words;
    tooltip.style.transform = `translate(${event.clientX - corner.left}px, ${event.clientY - corner.top}px)`;
  });
  return { target: box, free: () => chart.free() };
}

const DRAW: Record<string, (ours: Ours) => { target: HTMLElement; free: () => void }> = {
  laurel: drawOurs,
  "chart.js": () => {
    const box = place();
    const target = canvas(box);
    return { target, free: drawChartJs(target, NAMES, COUNTS, RATIO) };
  },
  echarts: () => {
    const box = place();
    const free = drawECharts(box, NAMES, COUNTS, RATIO);
    return { target: box.querySelector("canvas") ?? box, free };
  },
};

async function funnels(steps: number): Promise<Record<string, { first: number[]; hover: number[] }>> {
  const ours = await loaded();
  const results: Record<string, { first: number[]; hover: number[] }> = {};
  for (const [name, draw] of Object.entries(DRAW)) {
    const first: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      await frame();
      inFrames = 0;
      const begun = performance.now();
      const { free } = draw(ours);
      const direct = performance.now() - begun;
      await frame();
      first.push(direct + inFrames);
      free();
    }
    const { target, free } = draw(ours);
    await hovered(target, 40);
    results[name] = { first, hover: await hovered(target, steps) };
    free();
  }
  return results;
}

/** A wheel as the app places it: its picture, and over it the canvas of the ring. */
async function placed(): Promise<{ wheel: OurWheel; ring: HTMLCanvasElement }> {
  const ours = await loaded();
  const box = place();
  const [picture, ring] = [canvas(box), canvas(box)];
  const wheel = ours.Wheel.turning(picture, ring, WIDTH, RATIO);
  const [left, top, size] = wheel.place();
  ring.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${size}px;height:${size}px`;
  return { wheel, ring };
}

/** Turns the wheel for so many frames at once, without a pause: memory must not grow. */
async function memory(frames: number): Promise<{ before: number; after: number }> {
  const wasm = (await (window as never as { laurelMemory: Promise<WebAssembly.Memory> }).laurelMemory);
  const { wheel: chart } = await placed();
  for (let at = 0; at < 100; at += 1) chart.frame(at * 0.01);
  const before = wasm.buffer.byteLength;
  for (let at = 0; at < frames; at += 1) chart.frame(at * 0.01);
  const after = wasm.buffer.byteLength;
  chart.free();
  return { before, after };
}

/**
 * Draws something in each frame: what that costs, and how far frames lie apart. Beside the wheel, what the
 * machine itself loses: while the same page only asks for frames, and while it moves one line on a canvas as large.
 */
async function turning(seconds: number, what: "wheel" | "line" | "nothing"): Promise<{ costs: number[]; gaps: number[] }> {
  const { wheel: chart, ring } = await placed();
  chart.frame(0);
  const plain = ring.getContext("2d");
  const line = (angle: number) => {
    if (!plain) return;
    const middle = ring.width / 2;
    plain.setTransform(1, 0, 0, 1, 0, 0);
    plain.clearRect(0, 0, ring.width, ring.height);
    plain.beginPath();
    plain.moveTo(middle, middle);
    plain.lineTo(middle * (1 + Math.cos(angle)), middle * (1 + Math.sin(angle)));
    plain.stroke();
  };
  const draw = { wheel: (angle: number) => chart.frame(angle), line, nothing: () => {} }[what];
  const [costs, gaps]: [number[], number[]] = [[], []];
  let last = (await frame()) as number;
  const end = last + seconds * 1_000;
  while (last < end) {
    const now = (await frame()) as number;
    gaps.push(now - last);
    last = now;
    const begun = performance.now();
    draw(now / 1_000);
    costs.push(performance.now() - begun);
  }
  chart.free();
  return { costs, gaps };
}

async function loaded(): Promise<Ours> {
  return (window as never as { laurel: Promise<Ours> }).laurel;
}

Object.assign(window, { bench: { funnels, turning, memory } });

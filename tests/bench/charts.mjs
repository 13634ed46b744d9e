// Measures our charts beside Chart.js and ECharts, all in one run: `cargo xtask bench charts`.
// The wheel's frames and memory, and the wall's cards, are measured too. Prints Markdown.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { chromium } from "@playwright/test";
import { build } from "esbuild";

const [, , folder, quick] = process.argv;
const here = import.meta.dirname;
const [STEPS, SECONDS, LONG, FRAMES] = quick ? [120, 3, 5, 1_000] : [480, 10, 60, 10_000];

const bundle = async (entry, options = {}) => {
  const result = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", write: false, ...options });
  return Buffer.from(result.outputFiles[0].contents);
};
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const ms = (value) => value.toFixed(2);

const files = {
  "/page.js": await bundle(join(here, "page.ts")),
  "/laurel.js": await bundle(join(folder, "chart.js")),
  "/chart_bg.wasm": await readFile(join(folder, "chart_bg.wasm")),
  "/wall.js": await readFile(join(here, "../../dist/v1/laurel.js")).catch(() => null),
};
const start = `<!doctype html><meta charset="utf-8"><title>Bench</title>
<style>html { font-family: sans-serif }</style><body><script type="module">
import init, { Chart, Wheel } from "/laurel.js";
window.laurelMemory = init("/chart_bg.wasm").then((wasm) => wasm.memory);
window.laurel = window.laurelMemory.then(() => ({ Chart, Wheel }));
await import("/page.js");
window.ready = true;
</script>`;
const wall = {
  words: {
    language: "en", heading: "What customers say", line: "", stars: "{0} out of 5 stars", unnamed: "Name not given", excerpt: "Excerpt",
    source: "from {0}", employee: "Works for the company", partner: "", investor: "", incentive: "{0}", all: "All words", more: "Show all",
    months: "January February March April May June July August September October November December", date: "{0} {1} {2}",
  },
  widget: { about: "Example", layout: "wall", theme: "auto", selected_by: null, show_rating: true, wall_url: null },
  rating: { average: 4.6, count: 128 },
  testimonials: Array.from({ length: 20 }, (_, index) => ({
    id: `${index}`, excerpt_of_longer: false, rating: 5 - (index % 2), author: `Author ${index}`, headline: "Watchmaker",
    quote: `Number ${index}: the lamp has outlived two desks, three moves and a flood. `.repeat(1 + (index % 4)),
    company: "Example Ltd", date: "2026-03-01T00:00:00Z", relationship: "employee", incentive: null, source: null,
  })),
};
// From the answer's arrival to the cards in the page, and what happens in the frame after it.
const wallPage = `<!doctype html><meta charset="utf-8"><title>Wall</title><style>laurel-wall { display: block; min-height: 46rem }</style>
<body><h1>A company</h1><laurel-wall widget="w"><p>Read what people say</p></laurel-wall><p>After</p><script>
window.wall = { shifts: 0, long: 0 };
new PerformanceObserver((list) => { for (const entry of list.getEntries()) wall.shifts += entry.value; }).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => { wall.long += list.getEntries().length; }).observe({ type: "longtask", buffered: true });
const json = Response.prototype.json;
Response.prototype.json = async function () { const value = await json.call(this); wall.begun = performance.now(); return value; };
const replace = DocumentFragment.prototype.replaceChildren;
DocumentFragment.prototype.replaceChildren = function (...nodes) { replace.apply(this, nodes); wall.built = performance.now() - wall.begun; };
</script><script src="/v1/laurel.js"></script>`;
const more = {
  "/wall": ["text/html", wallPage],
  "/embed/w.json": ["application/json", JSON.stringify(wall)],
  "/v1/laurel.js": ["text/javascript", files["/wall.js"]],
};

// Fine clocks need an isolated page.
const headers = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cache-control": "no-store" };
const server = createServer((request, response) => {
  const [kind, content] = more[request.url ?? ""] ?? [];
  if (content) {
    response.writeHead(200, { ...headers, "content-type": kind });
    response.end(content);
    return;
  }
  const file = files[request.url ?? ""];
  const type = request.url?.endsWith(".wasm") ? "application/wasm" : request.url?.endsWith(".js") ? "text/javascript" : "text/html";
  response.writeHead(file || request.url === "/" ? 200 : 404, { ...headers, "content-type": type });
  response.end(file ?? (request.url === "/" ? start : ""));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.LAUREL_CHROMIUM || undefined,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});
async function measured(slowdown, work, ...given) {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 700 }, deviceScaleFactor: 2 });
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(origin);
  await page.waitForFunction("window.ready");
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const result = await page.evaluate(([name, all]) => window.bench[name](...all), [work, given]);
  await page.close();
  return result;
}

const bytes = {
  laurel: brotli(files["/laurel.js"]) + brotli(files["/chart_bg.wasm"]),
  "chart.js": brotli(await bundle(join(here, "chartjs.ts"))),
  echarts: brotli(await bundle(join(here, "echarts.ts"))),
};
const [fast, slow] = [await measured(1, "funnels", STEPS), await measured(4, "funnels", STEPS)];
console.log("| funnel of seven stages | bytes, brotli | first draw, median | at 4× | hover p50 | p95 | at 4×: p50 | p95 |\n|---|--:|--:|--:|--:|--:|--:|--:|");
for (const name of Object.keys(bytes)) {
  const [one, four] = [fast[name], slow[name]];
  const cells = [quantile(one.first, 0.5), quantile(four.first, 0.5), quantile(one.hover, 0.5), quantile(one.hover, 0.95), quantile(four.hover, 0.5), quantile(four.hover, 0.95)];
  console.log(`| ${name} | ${bytes[name].toLocaleString("en")} | ${cells.map((cell) => `${ms(cell)} ms`).join(" | ")} |`);
}

const turning = (slowdown, seconds, what = "wheel") => measured(slowdown, "turning", seconds, what);
const [wheel, slowWheel] = [await turning(1, SECONDS), await turning(4, SECONDS)];
const [rest, line, minute] = [await turning(1, LONG, "nothing"), await turning(1, LONG, "line"), await turning(1, LONG)];
const { before, after } = await measured(1, "memory", FRAMES);
const usual = quantile(minute.gaps, 0.5);
const late = ({ gaps }) => `${gaps.filter((gap) => gap > usual * 1.5).length} of ${gaps.length.toLocaleString("en")}`;
console.log(`\n| flywheel | measured | budget |\n|---|--:|--:|
| a frame, p50 | ${ms(quantile(wheel.costs, 0.5))} ms | |
| a frame, p95 | ${ms(quantile(wheel.costs, 0.95))} ms | 2 ms |
| a frame at 4× slowdown, p95 | ${ms(quantile(slowWheel.costs, 0.95))} ms | 8 ms |
| frames that came late in ${LONG} s, ${ms(usual)} ms apart | ${late(minute)} | 0 |
| the same page, one line on a canvas as large | ${late(line)} | |
| the same page with the wheel at rest | ${late(rest)} | |
| growth of wasm memory over ${FRAMES.toLocaleString("en")} frames | ${(after - before).toLocaleString("en")} bytes | 0 |`);

const walls = [];
for (let round = 0; round < (files["/wall.js"] ? 20 : 0); round += 1) {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(`${origin}/wall`);
  await page.waitForFunction("window.wall.built !== undefined");
  await page.waitForTimeout(300);
  walls.push(await page.evaluate("window.wall"));
  await page.close();
}
if (walls.length > 0) {
  console.log(`\n| wall of 20 cards at 4× slowdown, 20 loads | measured | budget |\n|---|--:|--:|
| building the cards, median | ${ms(quantile(walls.map((one) => one.built), 0.5))} ms | 6 ms |
| the same, p95 | ${ms(quantile(walls.map((one) => one.built), 0.95))} ms | |
| layout shift, largest | ${Math.max(...walls.map((one) => one.shifts)).toFixed(4)} | 0 |
| long tasks after the page's own, most | ${Math.max(...walls.map((one) => one.long))} | 0 |`);
}

await browser.close();
server.close();

// What requests and jobs take of the platform's limits: processor time in the Worker, statements to D1, rows.
//
//   node tests/bench/limits.mjs ORIGIN TOKEN INSPECTOR_PORT SERVER_PID
//
// The time is what the processor spent on the whole runtime (Linux counts it by the nanosecond), times the share of
// samples that its profilers took in the Worker's isolate and not in those of database, KV and tools. What the runtime
// does outside isolates (HTTP, copying bodies) is divided among them, so it is rather too much than too little. The
// rest is in `Server-Timing` of a development build.

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

// Node 20 has none of its own; Miniflare brings it along.
import { WebSocket } from "ws";

const [origin, token, inspector, server] = process.argv.slice(2);
const program = `${origin}/api/v1/programs/demo`;
const REPEATED = 20;

/** Attaches to the profiler of each isolate. */
async function attach() {
  const targets = await (await fetch(`http://localhost:${inspector}/json`)).json();
  return Promise.all(targets.map(profiler));
}

async function profiler({ id: name, webSocketDebuggerUrl }) {
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  let last = 0;
  const call = (method, params = {}) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await call("Profiler.enable");
  await call("Profiler.setSamplingInterval", { interval: 100 });
  return { isWorker: name.startsWith("core:user:"), call, close: () => socket.close() };
}

/** The runtime: what the server started. */
function runtimePid() {
  const started = readdirSync("/proc").filter((name) => {
    try {
      const [, command, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
      return command?.startsWith("workerd") && parent === server;
    } catch {
      return false;
    }
  });
  if (started.length === 0) throw new Error(`${server} has started no runtime`);
  return started[0];
}

/** Milliseconds that the processor spent on it so far. */
function spentBy(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      return 0;
    }
  });
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** In how many samples an isolate worked. */
function busy({ profile: { nodes, samples } }) {
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id));
  return samples.filter((id) => !idle.has(id)).length;
}

const authorized = { authorization: `Bearer ${token}`, "content-type": "application/json" };
const get = (path) => () => fetch(`${path.startsWith("/") ? origin : program}${path.startsWith("/") ? "" : "/"}${path}`, { headers: path.startsWith("/") ? {} : authorized });
const send = (method, path, body) => fetch(`${program}/${path}`, { method, headers: authorized, body: JSON.stringify(body) });

function person(name) {
  return {
    external_id: name,
    email: `${name}@people.example`,
    name: "Ada Example",
    company: "Example Ltd",
    source: "Fair",
    country: "Norway",
    industry: "Lighting",
    company_size: "11-50",
  };
}

const purchase = (name, at) =>
  send("POST", "touchpoints", {
    touchpoints: [{ person: person(name), kind: "purchase", at, amount: { minor: 4900, currency: "USD" } }],
  });

const bought = (people) =>
  send("POST", "touchpoints", {
    touchpoints: Array.from({ length: people }, () => ({
      person: person(randomUUID()),
      kind: "purchase",
      at: "2026-03-02T10:00:00Z",
    })),
  });

async function story() {
  const page = await (await fetch(`${origin}/p/demo/tell`)).text();
  const value = (name) => page.match(new RegExp(`name="?${name}"? value="?([^">]+)`))?.[1] ?? "";
  const name = randomUUID();
  const fields = {
    submission: value("submission"),
    agreed_with: value("agreed_with"),
    quote: "It lights my desk every evening.",
    rating: "5",
    author: "Ada Example",
    email: `${name}@people.example`,
    relationship: "customer",
    consent_website: "yes",
    leave_empty: "",
  };
  return () =>
    fetch(`${origin}/p/demo/tell`, {
      method: "POST",
      redirect: "manual",
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields),
    });
}

async function rulesChanged() {
  const path = "settings";
  const { settings, revision } = await (await get(path)()).json();
  settings.follow_days = settings.follow_days === 365 ? 364 : 365;
  const put = await fetch(`${program}/${path}`, {
    method: "PUT",
    headers: { ...authorized, "if-match": `"${revision}"` },
    body: JSON.stringify({ settings }),
  });
  if (!put.ok) throw new Error(await put.text());
}

const step = (people) => () => send("POST", "recomputation/steps", { people });
const jobs = () => fetch(`${origin}/dev/jobs`, { method: "POST", headers: { origin, "content-type": "application/x-www-form-urlencoded" } });

/** Each with what makes its request; what is prepared before is not measured. */
const MEASURED = [
  ["the wall", async () => get("/p/demo")],
  ["the form", async () => get("/p/demo/tell")],
  // A client may send only so many.
  ["a story through the form", story, 6],
  ["the start page", async () => get("overview")],
  ["funnel", async () => get("funnel")],
  ["funnel by country", async () => get("funnel?breakdown=country")],
  ["funnel by week", async () => get("funnel?trend=week")],
  ["flywheel", async () => get("flywheel")],
  ["pyramid", async () => get("pyramid")],
  ["readiness", async () => get("readiness")],
  ["plan", async () => get("plan")],
  ["20 people", async () => get("people")],
  ["a search for people", async () => get("people?q=ada")],
  ["stories waiting", async () => get("testimonials?state=pending")],
  ["a first purchase of somebody new", async () => () => purchase(randomUUID(), "2026-03-02T10:00:00Z")],
  [
    "a further purchase",
    async () => {
      const name = randomUUID();
      await purchase(name, "2026-03-02T10:00:00Z");
      return () => purchase(name, "2026-04-02T10:00:00Z");
    },
  ],
  ["purchases of 20 new people in one request", async () => () => bought(20)],
  ["purchases of 100 new people in one request", async () => () => bought(100)],
  ["purchases of 500 new people in one request", async () => () => bought(500), 4],
  ["counting 20 people again", async () => step(20), 20, rulesChanged],
  ["counting 200 people again", async () => step(200), 6, rulesChanged],
  ["a run of the jobs, with people to count again", async () => jobs, 20, rulesChanged],
];

const isolates = await attach();
const pid = runtimePid();
console.log("| what | processor time in the Worker | of the whole runtime | statements | rows read | rows written | with indexes |");
console.log("|---|--:|--:|--:|--:|--:|--:|");
for (const [what, prepare, times = REPEATED, before] of MEASURED) {
  await before?.();
  let timing = "";
  let spent = 0;
  const samples = { worker: 0, others: 0 };
  // The first ones compile and fill caches; then the time is taken, and then the samples, which take time themselves.
  for (let turn = -2; turn < 2 * times; turn += 1) {
    const request = await prepare();
    const isSampled = turn >= times;
    if (isSampled) await Promise.all(isolates.map(({ call }) => call("Profiler.start")));
    const start = spentBy(pid);
    const answer = await request();
    const text = await answer.text();
    const end = spentBy(pid);
    if (answer.status >= 400) throw new Error(`${what}: ${answer.status}: ${text}`);
    if (isSampled) {
      const profiles = await Promise.all(isolates.map(({ call }) => call("Profiler.stop")));
      profiles.forEach((profile, at) => {
        samples[isolates[at].isWorker ? "worker" : "others"] += busy(profile);
      });
    } else if (turn >= 0) {
      spent += end - start;
    }
    timing = answer.headers.get("server-timing") ?? "";
  }
  const share = samples.worker / Math.max(1, samples.worker + samples.others);
  const of = (name) => timing.match(new RegExp(`${name};desc="([0-9]+)/([0-9]+)"`))?.slice(1) ?? ["0", "0"];
  const [[read, billed], [statements, changed]] = [of("rows"), of("work")];
  const ms = (value) => `${(value / times).toFixed(1)} ms`;
  console.log(
    `| ${what} | ${ms(spent * share)} | ${ms(spent)} | ${statements} | ${read} | ${changed} | ${billed} |`,
  );
}
for (const { close } of isolates) close();

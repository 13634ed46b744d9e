// The local server: the Worker as wrangler.toml describes it, in Miniflare, which is what `wrangler dev`
// runs too. `wrangler dev` puts a second workerd in front of it; when a connection between the two is
// closed for having idled five seconds, just as a request takes it, a POST is answered 503 and a GET
// waits until somebody else asks for something (cloudflare/workers-sdk issue 14641). Here is nothing between.
//
//   node xtask/server.mjs --port PORT --state FOLDER --variables FILE
//
// A line on its standard input does once what a deployed server's cron does by the minute, which Miniflare
// does not know for a Worker with static files. It ends with its input, and so with whoever started it.
import { watch } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

/** How long a folder must be quiet before what was built into it is served, in milliseconds. */
const SETTLED = 500;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    port: { type: "string" },
    state: { type: "string" },
    variables: { type: "string" },
    inspector: { type: "string" },
  },
});
if (!values.port || !values.state || !values.variables) throw new Error("--port, --state and --variables are needed");

/** What is served: read again each time, since `wrangler.toml` and the list of static files may have changed. */
function options() {
  const configuration = join(root, "wrangler.toml");
  const { workerOptions, main } = unstable_getMiniflareWorkerOptions(configuration, undefined, {
    envFiles: [values.variables],
  });
  const built = dirname(main);
  // Counted in the database here, where counts are exact.
  delete workerOptions.ratelimits;
  return {
    host: "localhost",
    port: Number(values.port),
    // For measuring: where the runtime's profiler answers.
    inspectorPort: values.inspector ? Number(values.inspector) : undefined,
    // Where `wrangler d1 … --persist-to` looks.
    defaultPersistRoot: join(values.state, "v3"),
    // An edge's cache does not outlive what it belongs to: the database may be another after a restart.
    cachePersist: false,
    // What Cloudflare adds to a request is made up, and not asked for on the network.
    cf: false,
    log: new Log(LogLevel.INFO),
    handleRuntimeStdio(stdout, stderr) {
      stdout.pipe(process.stdout);
      stderr.pipe(process.stderr);
      // Miniflare does not notice that workerd is gone: nothing would answer any more.
      stdout.on("end", () => {
        if (expected) return;
        console.error("workerd ended by itself");
        process.exit(1);
      });
    },
    workers: [
      {
        ...workerOptions,
        modulesRoot: built,
        modules: [
          { type: "ESModule", path: main },
          { type: "CompiledWasm", path: join(built, "index_bg.wasm") },
        ],
      },
    ],
  };
}

/** Whether it is we who end workerd: to start it with what was built, or for good. */
let expected = false;
let ending = false;

const server = new Miniflare(options());
await server.ready;

/** What fails now is tried again with the next run. */
async function runJobs() {
  try {
    const worker = await server.getWorker();
    await worker.scheduled();
  } catch (error) {
    console.error(error);
  }
}

/** While a build is under way a file may be missing: the next change tries again. */
async function serveWhatWasBuilt() {
  expected = true;
  try {
    await server.setOptions(options());
  } catch (error) {
    console.error(error);
  }
  expected = ending;
}

async function end() {
  if (ending) return;
  ending = expected = true;
  await server.dispose();
  process.exit(0);
}

let settled;
for (const folder of ["worker/build", "dist"]) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(settled);
    settled = setTimeout(() => void serveWhatWasBuilt(), SETTLED);
  });
}
const lines = createInterface({ input: process.stdin });
lines.on("line", () => void runJobs());
lines.on("close", () => void end());
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void end());

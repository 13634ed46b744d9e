// The app's development loop. `cargo xtask build` makes what users load; Trunk what a developer sees.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { member, watch, xtask } from "./support";

const ROOT = join(__dirname, "../..");
const BUILT = join(ROOT, ".laurel/trunk");

/** Compiling the app for Trunk, on a machine that is busy. */
const PATIENCE = 15 * 60_000;

test("what trunk builds runs under the Worker's policy", async ({ page }) => {
  test.setTimeout(PATIENCE);
  await xtask("build", "--with-trunk");
  // The Worker's own answers with their headers, but the document and the files that Trunk made.
  const document = readFileSync(join(BUILT, "index.html"), "utf8");
  await page.route(/\/app(\/[^.]*)?$/, async (route) => {
    const response = await route.fetch();
    expect(response.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
    await route.fulfill({ response, body: document });
  });
  const asked: string[] = [];
  for (const file of readdirSync(BUILT).filter((name) => name !== "index.html")) {
    await page.route(`**/${file}`, (route) => {
      asked.push(file);
      return route.fulfill({ path: join(BUILT, file) });
    });
  }
  // Where this leads to is not looked at: what a redirect asks for cannot be replaced.
  await page.goto(`/dev/sign-in?email=${encodeURIComponent(await member("owner"))}`);
  const seen = watch(page);
  await page.goto("/app/demo/people");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  expect(asked).toEqual(expect.arrayContaining(["start.js", "laurel-app.js", "laurel-app_bg.wasm"]));
  expect(seen.trouble).toEqual([]);
});

test("cargo xtask dev --watch serves the app with everything behind it, and ends when it is told to", async ({ page }) => {
  test.setTimeout(PATIENCE);
  const [port, trunk] = [8890, 8892];
  const words = ["dev", "--watch", "--fast", "--no-build", "--port", String(port), "--state", ".laurel/watch"];
  const program = process.env.LAUREL_XTASK;
  const running = spawn(program ?? "cargo", program ? words : ["xtask", ...words], { cwd: ROOT });
  try {
    await says(running, "Laurel runs.");
    const seen = watch(page);
    const origin = `http://localhost:${trunk}`;
    await page.goto(`${origin}/dev/sign-in?email=${encodeURIComponent(await member("owner"))}`);
    await page.goto(`${origin}/app/demo/people`);
    await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
    for (const path of ["/p/demo", "/p/demo/tell", "/v1/laurel.js", "/assets/app.css"]) {
      const here = await (await fetch(origin + path)).text();
      const there = await (await fetch(`http://localhost:${port}${path}`)).text();
      // The form has an id of its own each time.
      expect(here.length, path).toBe(there.length);
    }
    expect(seen.trouble).toEqual([]);
  } finally {
    running.kill("SIGTERM");
  }
  if (running.exitCode === null && running.signalCode === null) {
    await new Promise((ended) => running.once("exit", ended));
  }
  for (const one of [port, trunk]) await expect(fetch(`http://localhost:${one}/healthz`)).rejects.toThrow();
});

/** Waits until a program has written these words. */
function says(program: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (piece: Buffer) => {
      text += piece.toString();
      if (text.includes(words)) resolve();
    };
    program.stdout?.on("data", read);
    program.stderr?.on("data", read);
    program.once("exit", (code) => reject(new Error(`it ended (${code}):\n${text}`)));
  });
}

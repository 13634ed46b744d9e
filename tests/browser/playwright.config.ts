// Browser journeys. `cargo xtask test --only browser` starts the server, and says in the environment
// where it is, which Chromium to drive and where the report goes.
import { defineConfig, devices } from "@playwright/test";

const report = process.env.LAUREL_REPORT ?? "../../.laurel/playwright.json";

export default defineConfig({
  testDir: ".",
  outputDir: "../../.laurel/test-results",
  // One server, one database, one browser: the journeys follow one another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["line"], ["json", { outputFile: report }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.LAUREL_BASE_URL ?? "http://localhost:8787",
    // A control that is not there fails its test soon, not at the test's end.
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.LAUREL_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

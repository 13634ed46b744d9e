// Starts the app. A file of its own, because the page allows no inline script.
import start from "./laurel-app.js";
import { fetchWords } from "./words.js";

// The files of each part; the build fills this in. Without parts it is empty.
const PARTS = {};

// The part that each page lies in, by the path behind the program: it is asked for at once, not
// only when the app has started. A page that is missing here is merely fetched later.
const PAGES = {
  front: [""],
  pictures: ["funnel", "flywheel", "pyramid"],
  people: ["people", "asks"],
  submissions: ["submissions"],
  tools: ["plan", "imports", "widgets", "settings"],
};

const asked = new Set();

function ask(part, how) {
  for (const file of PARTS[part] ?? []) {
    if (asked.has(file)) continue;
    asked.add(file);
    const link = document.createElement("link");
    link.rel = how;
    link.as = "fetch";
    link.crossOrigin = "anonymous";
    link.href = new URL(file, import.meta.url).href;
    document.head.append(link);
  }
}

const [, , program, page = ""] = location.pathname.split("/");
if (program === "account") ask("tools", "preload");
else for (const [part, pages] of Object.entries(PAGES)) {
  if (pages.includes(page)) ask(part, "preload");
}

fetchWords()
  .then(() => start())
  .then(() => {
    // The other parts while nobody waits, so that every page opens at once; not on a metered line.
    if (navigator.connection?.saveData) return;
    const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 2000));
    setTimeout(() => idle(() => Object.keys(PARTS).forEach((part) => ask(part, "prefetch"))), 3000);
  })
  .catch((error) => {
    console.error(error);
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent =
      "Laurel could not be started. Reload the page; if that does not help, this browser may be too old.";
    document.body.append(words);
  });

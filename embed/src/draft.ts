/** Keeps what is being written in this browser, until it has been sent. */

const PREFIX = "laurel:draft:";

/** What is kept: the story and what belongs to it. Neither name and address nor any consent. */
const FIELDS = ["quote", "headline", "company", "relationship", "rating"];

type Draft = Record<string, string>;

/** The browser's store, which may be switched off or full; then drafts are simply not kept. */
function attempt<Result>(use: (store: Storage) => Result): Result | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

/** Restores the draft of this form into fields that are still empty, and keeps it from now on. */
export function keepDraft(form: HTMLFormElement): void {
  const key = PREFIX + location.pathname;
  restore(form, key);
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    attempt((store) => store.setItem(key, JSON.stringify(read(form))));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener("pagehide", save);
}

/** Forgets all drafts: a story has been sent. */
export function forgetDrafts(): void {
  attempt((store) => {
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
  });
}

function read(form: HTMLFormElement): Draft {
  const sent = new FormData(form);
  return Object.fromEntries(FIELDS.map((name) => [name, String(sent.get(name) ?? "")]));
}

function restore(form: HTMLFormElement, key: string): void {
  const draft = attempt((store) => JSON.parse(store.getItem(key) ?? "{}") as Draft);
  const now = read(form);
  for (const name of FIELDS) {
    const kept = draft?.[name];
    const field = form.elements.namedItem(name);
    if (!kept || now[name] || !field) continue;
    // Radio buttons, which come as a list, take a value just like one field does.
    (field as RadioNodeList | HTMLTextAreaElement).value = kept;
  }
}

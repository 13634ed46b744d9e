/**
 * Makes the testimonial form more comfortable. Everything works without it: the form is complete
 * HTML and the server checks everything.
 */
import { showCount } from "./count";
import { forgetDrafts, keepDraft } from "./draft";

/** A story is sent once, even when the button is pressed twice; coming back makes it ready again. */
function sendOnce(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  let sending = false;
  const ready = (now: boolean) => {
    sending = !now;
    if (!button) return;
    button.ariaBusy = String(!now);
    button.ariaDisabled = String(!now);
  };
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    else ready(false);
  });
  addEventListener("pageshow", () => ready(true));
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
  keepDraft(form);
  sendOnce(form);
}
for (const text of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-max]")) {
  showCount(text, Number(text.dataset["max"]));
}
if (document.querySelector("[data-draft-done]")) forgetDrafts();
// After a page came back with problems, the next thing read is what they are.
document.querySelector<HTMLElement>(".error-summary")?.focus();

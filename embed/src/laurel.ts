/**
 * `<laurel-wall widget="…">`: a company's testimonials on any site.
 *
 * It works under a Content-Security-Policy without inline scripts and styles and under Trusted Types,
 * leaves nothing global, sets no cookie, and never throws into the page. What stands between the
 * element's tags is shown until the words have arrived, and stays when they do not.
 *
 * The room that the page reserves (its CSS for `laurel-wall`, or 30rem) is kept exactly: nothing
 * around it moves. More words than fit wait behind a button. The attribute `full` shows all at once.
 */
import { cards, element, head, wayToAll } from "./build";
import type { EmbedPayload as Wall } from "./payload";
import { STYLE } from "./style";

const script = (document.currentScript ?? document.querySelector('script[src*="/v1/laurel.js"]')) as HTMLScriptElement | null;
const origin = script ? new URL(script.src).origin : location.origin;

let sheet: CSSStyleSheet | undefined;

class LaurelWall extends HTMLElement {
  static readonly observedAttributes = ["widget"];

  /** The widget that was last asked for. */
  #widget: string | null = null;
  #waiting: IntersectionObserver | undefined;
  /** The height that the page reserved, in CSS px, as the observer found it: asking again would force a layout. */
  #reserved = 0;

  connectedCallback(): void {
    if (!this.shadowRoot) {
      sheet ??= new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(element("slot", ""));
    }
    // Words are fetched when they are about to be seen.
    this.#waiting = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          this.#reserved = entry.boundingClientRect.height;
          if (entry.isIntersecting) void this.#load();
        }
      },
      { rootMargin: "200px" },
    );
    this.#waiting.observe(this);
  }

  disconnectedCallback(): void {
    this.#waiting?.disconnect();
  }

  attributeChangedCallback(): void {
    if (this.#widget) void this.#load();
  }

  /** Fetches each widget once; a failure leaves everything as it is. */
  async #load(): Promise<void> {
    this.#waiting?.disconnect();
    const widget = this.getAttribute("widget");
    if (!widget || widget === this.#widget) return;
    this.#widget = widget;
    try {
      // The language of the page around it, else the browser's.
      const language = this.closest<HTMLElement>("[lang]")?.lang || navigator.language;
      const answer = await fetch(`${origin}/embed/${encodeURIComponent(widget)}.json?lang=${encodeURIComponent(language)}`, { credentials: "omit" });
      const wall = (await answer.json()) as Wall;
      if (answer.ok && wall.testimonials.length && widget === this.#widget) this.#show(wall);
    } catch {
      // The page keeps what its author wrote for this case.
    }
  }

  #show(wall: Wall): void {
    const list = cards(wall);
    const all = element("button", "", wall.words.more);
    const end = element("div", "end", wayToAll(wall));
    const theme = this.getAttribute("theme") ?? wall.widget.theme;
    const root = element("div", `root ${theme}`, head(wall), list, end);
    root.lang = wall.words.language;
    this.shadowRoot?.replaceChildren(root);
    if (this.hasAttribute("full")) return;
    end.append(all);
    this.style.height = `${this.#reserved}px`;
    all.onclick = () => {
      this.style.height = "auto";
      list.classList.remove("cut");
      list.tabIndex = -1;
      list.focus();
      all.remove();
    };
    // Cards that do not fit flow into columns beyond the edge. Measured after the next layout.
    requestAnimationFrame(() => {
      const cut = list.scrollWidth > list.clientWidth + 1 || list.scrollHeight > list.clientHeight + 1;
      list.classList.toggle("cut", cut);
    });
  }
}

if (!customElements.get("laurel-wall")) customElements.define("laurel-wall", LaurelWall);

/** Counts characters while they are typed, the same way as the server does. */
export function showCount(text: HTMLTextAreaElement, max: number): void {
  const language = document.documentElement.lang;
  // The sentences come with the field, in the page's language.
  const say = (sentence: string | undefined, ...numbers: number[]) =>
    (sentence ?? "").replace(/{(\d)}/g, (_, place) => numbers[place]?.toLocaleString(language) ?? "");
  const line = document.createElement("p");
  line.className = "count";
  line.id = `${text.id}-count`;
  text.after(line);
  const update = () => {
    const length = [...text.value.replaceAll("\r\n", "\n").trim()].length;
    const over = length > max;
    line.textContent = over
      ? say(text.dataset["over"], length - max)
      : say(text.dataset["count"], length, max);
    line.classList.toggle("over", over);
    // Screen readers hear the count only when it begins to matter.
    line.ariaLive = length > max * 0.9 ? "polite" : "off";
  };
  text.addEventListener("input", update);
  update();
}

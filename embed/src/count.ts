/** Counts characters while they are typed, the same way as the server does. */
export function showCount(text: HTMLTextAreaElement, max: number): void {
  const line = document.createElement("p");
  line.className = "count";
  line.id = `${text.id}-count`;
  text.after(line);
  const update = () => {
    const length = [...text.value.replaceAll("\r\n", "\n").trim()].length;
    const over = length > max;
    line.textContent = over
      ? `${(length - max).toLocaleString("en")} characters too many`
      : `${length.toLocaleString("en")} of ${max.toLocaleString("en")} characters`;
    line.classList.toggle("over", over);
    // Screen readers hear the count only when it begins to matter.
    line.ariaLive = length > max * 0.9 ? "polite" : "off";
  };
  text.addEventListener("input", update);
  update();
}

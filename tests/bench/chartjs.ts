// The funnel as Chart.js draws it: its own parts only, so that no more is downloaded than needed.
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export function draw(canvas: HTMLCanvasElement, names: string[], counts: number[], ratio: number): () => void {
  const chart = new Chart(canvas, {
    type: "bar",
    data: {
      labels: names,
      datasets: [{ data: counts.map((count) => [-count / 2, count / 2] as [number, number]), backgroundColor: "#3b7ea1" }],
    },
    options: { indexAxis: "y", animation: false, responsive: false, devicePixelRatio: ratio, events: ["mousemove", "mouseout"] },
  });
  return () => chart.destroy();
}

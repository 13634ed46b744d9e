// The funnel as ECharts draws it: its own parts only, so that no more is downloaded than needed.
import { FunnelChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([FunnelChart, TooltipComponent, CanvasRenderer]);

export function draw(place: HTMLElement, names: string[], counts: number[], ratio: number): () => void {
  const chart = init(place, undefined, { renderer: "canvas", devicePixelRatio: ratio });
  chart.setOption({
    animation: false,
    tooltip: { trigger: "item", transitionDuration: 0 },
    series: [{ type: "funnel", sort: "none", gap: 12, label: { position: "inside" },
      data: names.map((name, index) => ({ name, value: counts[index] })) }],
  });
  // Drawn now instead of on the next frame, as the others are.
  chart.getZr().flush();
  return () => chart.dispose();
}

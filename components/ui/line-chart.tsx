"use client";

import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import UPlot from "uplot";
import { LINE_STYLES } from "./line-styles";
import { useTheme } from "./theme";

const HEIGHT_PX = 300;
/** Room above the highest of what is drawn. */
const HEADROOM = 1.05;

interface LineChartProps {
  /** Says what is drawn, and where the same numbers can be read. */
  readonly label: string;
  readonly x: number[];
  /** One value for each of `x`; 1 is all of it. */
  readonly lines: readonly number[][];
  readonly threshold: number;
  /** A point worth a ring; its `x` is one of `x`. */
  readonly mark: { readonly x: number; readonly y: number } | null;
  readonly xText: (value: number) => string;
  readonly yText: (value: number) => string;
}

/** Lines over one axis, with two levels across. It moves by itself never, and has a table beside it that says the same. */
export function LineChart({ label, x, lines, threshold, mark, xText, yText }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const { drawn } = useTheme();
  const markX = mark?.x;
  const markY = mark?.y;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read when it changes; texts are the same functions
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const level = (value: number) => x.map(() => value);
    const marks = x.map((value) => (value === markX ? (markY ?? null) : null));
    const data: UPlot.AlignedData = [x, level(1), level(threshold), ...lines, marks];
    const plot = new UPlot(optionsOf(element.clientWidth, lines, { xText, yText }), data, element);
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [x, lines, threshold, markX, markY, drawn]);
  return <div ref={box} role="img" aria-label={label} className="min-w-0" style={{ minHeight: HEIGHT_PX }} />;
}

function optionsOf(
  width: number,
  lines: readonly number[][],
  { xText, yText }: Pick<LineChartProps, "xText" | "yText">,
): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--color-${name}`).trim();
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const grid = { stroke: color("line"), width: 1 };
  const axis = { stroke: color("muted"), font, grid, ticks: grid };
  const most = Math.max(1, ...lines.flat()) * HEADROOM;
  const noPoints = { show: false };
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: false }, y: { range: [0, most] } },
    axes: [
      { ...axis, values: (_, values) => values.map(xText) },
      { ...axis, size: 60, values: (_, values) => values.map(yText) },
    ],
    series: [
      {},
      { stroke: color("lost"), width: 1, points: noPoints },
      { stroke: color("risk"), width: 1, dash: [6, 4], points: noPoints },
      ...lines.map((_, position): UPlot.Series => {
        const look = LINE_STYLES[position % LINE_STYLES.length];
        return {
          stroke: color(look?.color ?? "text"),
          width: look?.width ?? 1,
          dash: [...(look?.dash ?? [])],
          points: noPoints,
        };
      }),
      {
        stroke: color("text"),
        width: 0,
        points: { show: true, size: 12, width: 2, stroke: color("text"), fill: color("surface") },
      },
    ],
  };
}

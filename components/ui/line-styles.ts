interface LineStyle {
  /** A colour of the theme: no status hue, for these lines say no status. */
  readonly color: "accent" | "text" | "muted" | "line-strong";
  readonly dash: readonly number[];
  readonly width: number;
}

/** How lines of a chart are told apart, with and without colour. */
export const LINE_STYLES: readonly LineStyle[] = [
  { color: "accent", dash: [], width: 2.5 },
  { color: "text", dash: [8, 4], width: 1.5 },
  { color: "muted", dash: [2, 3], width: 2 },
  { color: "accent", dash: [10, 3, 2, 3], width: 1.5 },
  { color: "line-strong", dash: [], width: 1.5 },
];

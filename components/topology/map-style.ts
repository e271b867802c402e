import type { StylesheetJson } from "cytoscape";
import { type CanvasIcons, iconImage } from "./canvas-icons";
import { DRAWN_KINDS } from "./kind-icons";
import { markRules } from "./mark-style";

/** Colours of the map: the page's own variables, read when the theme changes. */
export interface MapColors {
  readonly surface: string;
  readonly sunken: string;
  readonly canvas: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly lost: string;
  readonly lostSoft: string;
  readonly risk: string;
  readonly riskSoft: string;
  readonly simulated: string;
  readonly simulatedSoft: string;
  readonly undecided: string;
  readonly ok: string;
  readonly okSoft: string;
  readonly font: string;
}

/** Reads the variables of the theme that is drawn now. */
export function readColors(): MapColors {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--color-${name}`).trim();
  return {
    surface: color("surface"),
    sunken: color("sunken"),
    canvas: color("canvas"),
    line: color("line"),
    lineStrong: color("line-strong"),
    text: color("text"),
    muted: color("muted"),
    accent: color("accent"),
    lost: color("lost"),
    lostSoft: color("lost-soft"),
    risk: color("risk"),
    riskSoft: color("risk-soft"),
    simulated: color("simulated"),
    simulatedSoft: color("simulated-soft"),
    undecided: color("undecided"),
    ok: color("ok"),
    okSoft: color("ok-soft"),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** The map's look. One rule per kind and mark, never one per resource. */
export function mapStyle(colors: MapColors, icons: CanvasIcons): StylesheetJson {
  return [
    ...nodeRules(colors),
    ...iconRules(colors, icons),
    ...edgeRules(colors),
    ...markRules(colors, icons),
    ...focusRules(colors),
  ];
}

function nodeRules(colors: MapColors): StylesheetJson {
  return [
    {
      selector: "node",
      style: {
        width: "data(width)",
        height: "data(height)",
        label: "data(label)",
        "font-family": colors.font,
        color: colors.text,
        "font-size": 11,
        "text-wrap": "wrap",
        "overlay-opacity": 0,
        // Deeper boxes are drawn over the ones around them.
        "z-index": "data(z)",
        "z-index-compare": "manual",
      } as never,
    },
    {
      selector: 'node[shape = "box"], node[shape = "card"]',
      style: {
        shape: "round-rectangle",
        "corner-radius": "6",
        "background-color": colors.surface,
        "border-width": 1,
        "border-color": colors.line,
      },
    },
    {
      selector: 'node[kind = "region"]',
      style: { "background-color": colors.canvas, "border-color": colors.lineStrong },
    },
    {
      selector: 'node[kind = "vpc"]',
      style: { "border-color": colors.lineStrong, "border-width": 1.5, "corner-radius": "8" },
    },
    {
      selector: 'node[kind = "zone"]',
      style: { "background-color": colors.sunken, "border-style": "dashed", "border-color": colors.line },
    },
    { selector: 'node[kind = "tier"][shape = "box"]', style: { "background-color": colors.sunken } },
    {
      selector: 'node[shape = "card"]',
      style: {
        "text-valign": "center",
        "text-halign": "center",
        "line-height": 1.35,
        "font-size": 12,
        "border-color": colors.lineStrong,
      },
    },
    {
      selector: 'node[shape = "icon"]',
      style: {
        shape: "round-rectangle",
        "corner-radius": "8",
        "background-color": colors.surface,
        "border-width": 1,
        "border-color": colors.lineStrong,
        "text-valign": "bottom",
        "text-margin-y": 5,
        "text-max-width": "112px",
        "min-zoomed-font-size": 6,
        "text-background-color": colors.surface,
        "text-background-opacity": 0.85,
        "text-background-padding": "1px",
      },
    },
    {
      selector: 'node[kind = "tier"][shape = "icon"]',
      style: { "border-width": 3, "border-style": "double" },
    },
    {
      selector: 'node[badge = "stopped"], node[badge = "unusable"], node[badge = "absent"]',
      style: { "border-style": "dotted", color: colors.muted },
    },
  ];
}

function iconRules(colors: MapColors, icons: CanvasIcons): StylesheetJson {
  return DRAWN_KINDS.map((kind) => ({
    selector: `node[shape = "icon"][kind = "${kind}"]`,
    style: {
      "background-image": iconImage(icons, kind, colors.text),
      "background-width": "22px",
      "background-height": "22px",
    },
  }));
}

function edgeRules(colors: MapColors): StylesheetJson {
  return [
    {
      selector: "edge",
      style: {
        width: 1.2,
        "line-color": colors.lineStrong,
        "line-opacity": 0.55,
        "curve-style": "bezier",
        "target-arrow-shape": "triangle",
        "target-arrow-color": colors.lineStrong,
        "arrow-scale": 0.8,
        "z-index": "data(z)",
        "z-index-compare": "manual",
        "overlay-opacity": 0,
        "font-family": colors.font,
        "font-size": 10,
        color: colors.muted,
        "text-background-color": colors.surface,
        "text-background-opacity": 1,
        "text-background-padding": "2px",
        "text-rotation": "autorotate",
        "min-zoomed-font-size": 7,
      } as never,
    },
    {
      selector: 'edge[led = "yes"]',
      style: {
        "curve-style": "round-segments",
        "edge-distances": "endpoints",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
        "segment-radii": 6,
        "source-endpoint": "data(sourceEnd)",
        "target-endpoint": "data(targetEnd)",
      } as never,
    },
    {
      selector: 'edge[kind != "route"]',
      style: { "target-arrow-shape": "none", "line-style": "solid", width: 1.6 },
    },
    // A led connection is told by its tip: its bends leave no room for words.
    { selector: 'edge.beside[led = "no"]', style: { label: "data(label)" } },
    { selector: 'edge[kind = "tunnel"]', style: { "line-style": "dashed" } },
    {
      selector: "edge.beside",
      style: {
        width: 2,
        "line-color": colors.accent,
        "target-arrow-color": colors.accent,
        "line-opacity": 1,
      },
    },
  ];
}

function focusRules(colors: MapColors): StylesheetJson {
  return [
    {
      selector: "node.selected",
      style: { "outline-width": 3, "outline-color": colors.accent, "outline-offset": 3 },
    },
    {
      selector: "node.focused",
      style: {
        "underlay-color": colors.accent,
        "underlay-opacity": 0.22,
        "underlay-padding": 9,
        "underlay-shape": "round-rectangle",
      },
    },
    { selector: "node.selected[shape = 'icon']", style: { "font-weight": 600 } },
    { selector: ".dimmed", style: { opacity: 0.25 } },
  ];
}

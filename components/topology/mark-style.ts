import type { StylesheetJson } from "cytoscape";
import { type CanvasIcons, iconImage, markImage } from "./canvas-icons";
import { DRAWN_KINDS } from "./kind-icons";
import type { MapColors } from "./map-style";
import { MARKS, type Mark, toneOf } from "./marks";
import type { Tone } from "./overlay-bands";

/** How one state looks: shape, border and a small icon say it; colour comes on top. */
interface MarkLook {
  readonly color: keyof MapColors;
  readonly soft: keyof MapColors;
  readonly border: keyof MapColors;
  readonly icon: string;
  readonly shape: "diamond" | "hexagon" | "round-rectangle";
  readonly borderStyle: "solid" | "dotted" | "dashed";
  readonly borderWidth: number;
}

const SIMULATED: MarkLook = {
  color: "simulated",
  soft: "simulatedSoft",
  border: "simulated",
  icon: "mark-simulated",
  shape: "round-rectangle",
  borderStyle: "dashed",
  borderWidth: 3,
};

const TONES: { readonly [T in Tone]: MarkLook } = {
  simulated: SIMULATED,
  lost: {
    color: "lost",
    soft: "lostSoft",
    border: "lost",
    icon: "mark-lost",
    shape: "diamond",
    borderStyle: "solid",
    borderWidth: 3,
  },
  risk: {
    color: "risk",
    soft: "riskSoft",
    border: "risk",
    icon: "mark-risk",
    shape: "hexagon",
    borderStyle: "solid",
    borderWidth: 2,
  },
  undecided: {
    color: "undecided",
    soft: "surface",
    border: "undecided",
    icon: "mark-undecided",
    shape: "round-rectangle",
    borderStyle: "dotted",
    borderWidth: 2,
  },
  ok: {
    color: "ok",
    soft: "okSoft",
    border: "ok",
    icon: "mark-ok",
    shape: "round-rectangle",
    borderStyle: "solid",
    borderWidth: 2,
  },
};

/** Where an alert stands is only a hint: the shape stays. */
const ALERTED: MarkLook = {
  color: "text",
  soft: "surface",
  border: "lineStrong",
  icon: "mark-risk",
  shape: "round-rectangle",
  borderStyle: "solid",
  borderWidth: 1,
};

/** Mildest first, so that a worse state of the same node wins. */
const DRAWN_IN_ORDER: readonly Mark[] = MARKS.toReversed();

/** The rules that draw states on icons and boxes. */
export function markRules(colors: MapColors, icons: CanvasIcons): StylesheetJson {
  return [
    ...DRAWN_IN_ORDER.flatMap((mark) =>
      iconMark(mark, mark === "alerted" ? ALERTED : TONES[toneOf(mark)], colors, icons),
    ),
    ...boxMarks(colors),
  ];
}

function iconMark(mark: Mark, look: MarkLook, colors: MapColors, icons: CanvasIcons): StylesheetJson {
  const corner = markImage(
    icons,
    look.icon,
    colors[look.icon === "mark-risk" ? "risk" : look.color],
    colors.surface,
  );
  return [
    {
      selector: `node[shape = "icon"].${mark}`,
      style: {
        shape: look.shape,
        "border-color": colors[look.border],
        "border-style": look.borderStyle,
        "border-width": look.borderWidth,
        "background-color": colors[look.soft],
      },
    },
    // Two images: the kind in the middle, the state on the corner. The types know one image only.
    ...DRAWN_KINDS.map((kind) => ({
      selector: `node[shape = "icon"][kind = "${kind}"].${mark}`,
      style: {
        "background-image": [iconImage(icons, kind, colors[look.color]), corner],
        "background-width": ["22px", "18px"],
        "background-height": ["22px", "18px"],
        "background-position-x": ["50%", "112%"],
        "background-position-y": ["50%", "-12%"],
        "background-clip": ["none", "none"],
        "background-image-containment": ["over", "over"],
        "bounds-expansion": 10,
      } as never,
    })),
  ];
}

/** Boxes keep their shape; what they hold shows on the border and, in words, in the title. */
function boxMarks(colors: MapColors): StylesheetJson {
  return [
    {
      selector: `${withTone("lost", "icon")}, ${withTone("risk", "icon")}`,
      style: { width: 46, height: 46 },
    },
    {
      selector:
        'node[shape != "icon"].target, node[shape != "icon"].down, node[shape != "icon"].blast-origin',
      style: {
        "border-style": "dashed",
        "border-width": 3,
        "border-color": colors.simulated,
        "background-color": colors.simulatedSoft,
      },
    },
    ...(["ok", "undecided", "risk", "lost"] as const).map((tone) => ({
      selector: MARKS.filter((mark) => mark !== "alerted" && toneOf(mark) === tone)
        .map((mark) => `node[shape != "icon"].${mark}`)
        .join(", "),
      style: { "border-color": colors[tone], "border-width": tone === "lost" ? 3 : 2 },
    })),
    ...["target", "down"].map((mark) => ({
      selector: `node[shape = "card"].holds-${mark}`,
      style: { "border-color": colors.simulated, "border-width": 2, "border-style": "dashed" as const },
    })),
    ...(["risk", "lost"] as const).flatMap((tone) => [
      {
        selector: withTone(tone, "card", "holds-"),
        style: { "border-color": colors[tone], "border-width": 2 },
      },
      {
        selector: withTone(tone, "icon", "holds-"),
        style: { "border-color": colors[tone], "border-width": 3 },
      },
    ]),
  ];
}

/** Nodes of one shape with a mark of this tone, but for those where only alerts stand. */
function withTone(tone: Tone, shape: "card" | "icon", prefix = ""): string {
  return MARKS.filter((mark) => mark !== "alerted" && toneOf(mark) === tone)
    .map((mark) => `node[shape = "${shape}"].${prefix}${mark}`)
    .join(", ");
}

/** How a sign looks: the shape, border and icon of `mark-style.ts`, and the words' colour in lists. */
export type Tone = "simulated" | "lost" | "risk" | "undecided" | "ok";

/** A band in words and in its tone. */
export interface BandWords {
  readonly overlay: Exclude<Overlay, "health">;
  readonly word: string;
  /** The same in a narrow row, where the legend says the rest. */
  readonly short?: string;
  /** What follows a number of them: "12 with headroom". */
  readonly counted?: string;
  readonly tone: Tone;
}

/** What the map's colours say, one thing at a time. */
export const OVERLAYS = ["health", "exposure", "blast", "load"] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const OVERLAY_WORDS: { readonly [O in Overlay]: string } = {
  health: "Health",
  exposure: "Exposure",
  blast: "Blast radius",
  load: "Load",
};

/** The bands of every overlay, from worst to mildest. */
export const BANDS = {
  "exposure-internet": { overlay: "exposure", word: "open to the internet", short: "open", tone: "lost" },
  "exposure-part": { overlay: "exposure", word: "open to part of it", short: "partly open", tone: "risk" },
  "exposure-undecided": {
    overlay: "exposure",
    word: "exposure undecided",
    short: "undecided",
    counted: "with exposure undecided",
    tone: "undecided",
  },
  "exposure-none": { overlay: "exposure", word: "not open to the internet", short: "not open", tone: "ok" },
  "blast-data": { overlay: "blast", word: "data at risk", counted: "with data at risk", tone: "lost" },
  "blast-1": {
    overlay: "blast",
    word: "falls in 1 step",
    short: "falls",
    counted: "falling in 1 step",
    tone: "lost",
  },
  "blast-2": {
    overlay: "blast",
    word: "falls in 2 steps",
    short: "falls",
    counted: "falling in 2 steps",
    tone: "lost",
  },
  "blast-3": {
    overlay: "blast",
    word: "falls in 3 steps or more",
    short: "falls",
    counted: "falling in 3 steps or more",
    tone: "lost",
  },
  "blast-disrupted": {
    overlay: "blast",
    word: "can be put out of service",
    short: "may stop",
    counted: "that can be put out of service",
    tone: "risk",
  },
  "blast-reachable": {
    overlay: "blast",
    word: "reachable data",
    counted: "with reachable data",
    tone: "risk",
  },
  "blast-undecided": {
    overlay: "blast",
    word: "may fall, undecided",
    short: "undecided",
    counted: "undecided",
    tone: "undecided",
  },
  "blast-origin": {
    overlay: "blast",
    word: "attack starts here",
    short: "start",
    counted: "where the attack starts",
    tone: "simulated",
  },
  "load-overloaded": { overlay: "load", word: "overloaded", tone: "lost" },
  "load-risk": { overlay: "load", word: "nearly full", tone: "risk" },
  "load-unknown": {
    overlay: "load",
    word: "limit not known",
    short: "unknown",
    counted: "with a limit not known",
    tone: "undecided",
  },
  "load-assumed": {
    overlay: "load",
    word: "assumed load",
    short: "assumed",
    counted: "with assumed load",
    tone: "undecided",
  },
  "load-ok": {
    overlay: "load",
    word: "has headroom",
    short: "headroom",
    counted: "with headroom",
    tone: "ok",
  },
} as const satisfies Record<string, BandWords>;
export type Band = keyof typeof BANDS;

export const ALL_BANDS = Object.keys(BANDS) as readonly Band[];

export function bandsOf(overlay: Overlay): readonly Band[] {
  return ALL_BANDS.filter((band) => BANDS[band].overlay === overlay);
}

/** What an overlay says of one resource; `label` is more than the band's word: "83 %", "3 steps, by tcp/443". */
export interface BandEntry {
  readonly band: Band;
  readonly label?: string | undefined;
}

/** What an overlay says, by element id, or why it says nothing yet. */
export interface OverlayState {
  readonly entries: ReadonlyMap<string, BandEntry>;
  readonly isPending: boolean;
  readonly error: unknown;
  /** What the overlay rests on or leaves out, in words. */
  readonly note: string | null;
  readonly retry: () => void;
}

import type { ApplicationFlow, FlowState } from "../../server/application/ports/application-answers";
import type { Tone } from "../ui/badge";

/** What a flow does while nothing fails. */
export const STATE_WORDS: Record<FlowState, string> = {
  works: "Works",
  partly: "Works for some",
  broken: "Does not work",
  undecided: "Undecided",
  dismissed: "Dismissed",
};

export const STATE_TONES: Record<FlowState, Tone> = {
  works: "ok",
  partly: "risk",
  broken: "lost",
  undecided: "undecided",
  dismissed: "neutral",
};

export const ORIGIN_WORDS: Record<ApplicationFlow["origin"], string> = {
  declared: "Declared",
  learned: "Accepted",
  inferred: "Inferred",
};

/** A flow in one line, for readers and dialogs. */
export function flowLine({ from, to, flow }: ApplicationFlow): string {
  return `${from.text} to ${to.text}, ${flow}`;
}

/** The page that follows one packet of the flow. */
export function pathHref(estateId: string, at: string | null, flow: ApplicationFlow): string {
  const params = new URLSearchParams({
    estate: estateId,
    from: flow.from.reference,
    to: flow.to.reference,
    protocol: flow.protocol,
  });
  if (at !== null) params.set("at", at);
  const [first] = flow.ports;
  if (first) {
    params.set("port", String(first[0]));
    if (first[1] !== first[0]) params.set("portTo", String(first[1]));
  }
  if (flow.family === 6) params.set("family", "6");
  return `/paths?${params}`;
}

/** The map with one end of the flow selected; undefined where neither is a resource. */
export function flowMapHref(
  estateId: string,
  at: string | null,
  { from, to }: ApplicationFlow,
): string | undefined {
  const element = to.elements[0] ?? from.elements[0];
  if (!element) return undefined;
  const params = new URLSearchParams({ estate: estateId, sel: element.id });
  if (at !== null) params.set("at", at);
  return `/topology?${params}`;
}

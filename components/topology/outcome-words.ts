import type { IntentEnd } from "../../server/engine/intent";
import type { IntentOutcome } from "../../server/engine/scenario";
import { portsText } from "../ui/markdown";

/** "web to the internet, tcp/443". */
export function outcomeTitle({ intent }: IntentOutcome): string {
  const ports = intent.ports.length === 0 ? "" : `/${portsText(intent.ports)}`;
  return `${endWords(intent.from)} to ${endWords(intent.to)}, ${intent.protocol}${ports}`;
}

function endWords(end: IntentEnd): string {
  return end.kind === "internet" ? "the internet" : end.name;
}

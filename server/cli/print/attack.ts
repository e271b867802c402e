import type { AlertAttack } from "../../engine/alert";
import { plain } from "./words";

/** An attack as an alert tells it: each step on a line of its own, then what stops it alone. */
export function attackLines({ steps, chokePoints }: AlertAttack): readonly string[] {
  return [
    ...steps.map(({ text, weakness }, position) =>
      plain(
        `${position + 1}. ${text}${weakness?.knownExploited ? " (known to be exploited)" : ""}${weakness?.isPortAssumed ? " (assumed port)" : ""}`,
      ),
    ),
    ...(chokePoints ?? []).map((text) => plain(`stops it alone, as tried on a copy: ${text}`)),
  ];
}

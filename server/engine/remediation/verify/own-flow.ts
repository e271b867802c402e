import { type Alert, DATA_AT_RISK, EXPLOITABLE_HOST } from "../../alert";
import { parseProtocol } from "../../net";
import type { IntentChange } from "../../scenario";

/**
 * A flow that nobody declared or accepted and that was inferred from a rule on the attack's own way: closing it is the
 * cure. Only when the attack is gone with it, and only for hosts that the attack goes over there, or of which another
 * attack is gone too.
 */
export function isTheAttack(
  { intent, members }: IntentChange,
  { fingerprint, evidence: { attack } }: Alert,
  gone: readonly Alert[],
): boolean {
  if (!attack || intent.origin !== "inferred" || members.length === 0) return false;
  if (!gone.some((each) => each.fingerprint === fingerprint)) return false;
  const { from, to } = intent;
  const steps = gone
    .filter(({ kind }) => kind === DATA_AT_RISK || kind === EXPLOITABLE_HOST)
    .flatMap((each) => each.evidence.attack?.steps ?? [])
    .filter(({ service }) => isAsked(intent, service));
  if (from.kind === "internet") {
    const entered = new Set(steps.flatMap((step) => (step.from?.kind === "internet" ? step.to.id : [])));
    return members.every(({ id }) => entered.has(id));
  }
  const over = steps.filter((step) => to.kind === "tier" && to.members.includes(step.to.id));
  return members.every(({ id }) => over.some((step) => step.from?.id === id));
}

function isAsked({ protocol, ports }: IntentChange["intent"], service: string | null): boolean {
  const [name = "", port = ""] = service?.split("/") ?? [];
  if (parseProtocol(name) !== parseProtocol(protocol)) return false;
  const number = Number(port);
  return Number.isNaN(number) || ports.length === 0 || ports.some(([lo, hi]) => lo <= number && number <= hi);
}

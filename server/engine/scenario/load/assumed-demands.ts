import type { Intent } from "../../intent";
import type { Network } from "../../semantics";
import { INTERNET, questionOf } from "../outage/pair";
import type { Demand } from "./demand";
import { intentText } from "./demand-names";

/** What every required flow is assumed to carry where nobody says anything: enough to see where it would press first. */
export const ASSUMED_RATE_GBPS = 0.01;
/** Required flows between more members than this are left out. */
const MAX_PAIRS = 256;

/**
 * One demand of the same size for each required flow, for networks of which no demand is declared or imported. They show
 * what would fill up first if all flows were alike; no date and no alert rests on them.
 */
export function assumedDemands(
  network: Pick<Network, "index">,
  intents: readonly Intent[],
): { readonly demands: readonly Demand[]; readonly leftOutCount: number } {
  const demands = intents.flatMap((intent): Demand[] => {
    const membersOf = (end: Intent["from"]) => (end.kind === "tier" ? end.members : [INTERNET]);
    const pairs = membersOf(intent.from).flatMap((from) => membersOf(intent.to).map((to) => ({ from, to })));
    if (pairs.length > MAX_PAIRS) return [];
    return [
      {
        id: intent.id,
        name: intentText(intent),
        application: intent.application,
        origin: "assumed",
        pairs: pairs.map((pair) => questionOf(network, intent, pair)),
        rateGbps: ASSUMED_RATE_GBPS,
        replyRateGbps: 0,
        packetsPerSecond: null,
        connections: null,
        flows: null,
        peakMinutes: null,
        growthPerYear: null,
      },
    ];
  });
  return { demands, leftOutCount: intents.length - demands.length };
}

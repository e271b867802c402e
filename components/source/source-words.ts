import type { Tone } from "../ui/badge";
import { kindLabel } from "../ui/kind-label";
import type { Partition, Source } from "./use-sources";

/** How a part's freshness looks and reads. */
export const STATUS_WORDS: Readonly<
  Record<Partition["status"], { readonly tone: Tone; readonly word: string }>
> = {
  ok: { tone: "ok", word: "Fresh" },
  stale: { tone: "risk", word: "Stale" },
  denied: { tone: "lost", word: "Denied" },
  unsupported: { tone: "undecided", word: "Not supported" },
  suspicious: { tone: "risk", word: "Not believed yet" },
};

/** What rests on a kind, as the end of "cannot be concluded: ...". */
const RESTS_ON: Readonly<Record<string, string>> = {
  zone: "the names of zones",
  vpc: "which addresses belong to which network",
  subnet: "where hosts stand, and what the loss of a subnet or zone takes along",
  instance: "which hosts run, which flows they need and what their loss breaks",
  networkInterface: "the addresses and groups of hosts and gateways",
  publicAddress: "what answers the internet",
  routeTable: "every path that leaves a subnet",
  securityGroup: "what hosts admit, and what is exposed",
  networkAcl: "what subnets admit",
  internetGateway: "paths to and from the internet",
  egressOnlyInternetGateway: "IPv6 paths to the internet",
  natGateway: "paths to the internet through NAT, and who leans on them",
  vpcPeeringConnection: "paths between networks",
};

/** What cannot be concluded while a part is not fresh. */
export function openAnswer({ kind, good }: Pick<Partition, "kind" | "good">, isFolder: boolean): string {
  const what = isFolder
    ? "whatever this file tells of"
    : (RESTS_ON[kind] ?? `whatever rests on the ${kindLabel(kind)}`);
  const rest = good === null ? "" : " What was last read is kept, and alerts on it are unverified.";
  return `Cannot be concluded: ${what}.${rest}`;
}

/** Whether so much time has passed since the last sweep that it shows. */
export function isLate({ lastSweepAt, intervalSeconds }: Source, now: number): boolean {
  return lastSweepAt !== null && now - lastSweepAt.getTime() > 2 * Math.max(intervalSeconds, 15) * 1_000;
}

/** The command that starts an agent for a token, with nothing secret on its command line. */
export function agentCommand(token: string, origin: string): string {
  return [
    `export UMBRA_AGENT_TOKEN=${token}`,
    `node bin/umbra.mjs agent --server ${origin} --region eu-central-1`,
  ].join("\n");
}

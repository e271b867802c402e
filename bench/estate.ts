import { answerLoad } from "../server/application/answers/answer-load";
import { holdSnapshot } from "../server/application/answers/held-snapshot";
import type { Configuration } from "../server/engine/configuration";
import { indexConfiguration } from "../server/engine/configuration";
import { factsSchema } from "../server/engine/intent";
import {
  analyzeLoad,
  attackFacts,
  bestPatches,
  breachRequest,
  breachResult,
  declaredDemands,
} from "../server/engine/scenario";
import { buildNetwork } from "../server/engine/semantics";
import { largeEstate } from "../server/testing/large-estate";
import { type Measurement, within } from "./measure";

const INSTANCE_COUNT = 1_000;
const DEMAND_COUNT = 500;
const LIMIT_MS = 10_000;
const PATCH_COUNT = 3;
const PATCH_LIMIT_MS = 40_000;
const VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

/** An attack and a load pass on 1,000 instances, in processor time: how busy the machine is does not count. */
export function measureEstate(): Measurement[] {
  const configuration = largeEstate(INSTANCE_COUNT);
  const ids = configuration.resources.instance.map(({ id }) => id);
  return [
    ...attack(withOpenWeb(configuration), ids),
    loadUnderFailures(configuration, ids),
    loadOfPage(configuration, ids),
  ];
}

function attack(configuration: Configuration, ids: readonly string[]): Measurement[] {
  const vulnerabilities = ids.flatMap((on) =>
    [443, 22].map((port) => ({ on, id: `CVE-${port}`, port, vector: VECTOR })),
  );
  const { vulnerabilities: found } = factsSchema.parse({ vulnerabilities });
  const declared = attackFacts(
    indexConfiguration({
      ...configuration,
      declared: { applications: [], exceptions: [], vulnerabilities: found },
    }),
  );
  const starts = [{ kind: "internet" as const, prefixes: [] }];
  const scenario = { starts, assumesUserInteraction: false, excluded: [] };
  let hostCount = 0;
  const time = processorMs(() => {
    const result = breachResult(breachRequest(configuration, { facts: declared.facts, scenario }));
    hostCount = result.blastRadius.hostCount;
  });
  let trialCount = 0;
  const choosing = processorMs(() => {
    const choice = bestPatches({ configuration, question: { facts: declared.facts, scenario } }, PATCH_COUNT);
    trialCount = choice?.choices.reduce((sum, each) => sum + each.trialCount, 0) ?? 0;
  });
  const findings = `${vulnerabilities.length} findings`;
  return [
    within(`blast radius, ${findings} (${hostCount} hosts fall)`, time, LIMIT_MS),
    within(`best ${PATCH_COUNT} patches of ${findings} (${trialCount} sets tried)`, choosing, PATCH_LIMIT_MS),
  ];
}

function loadUnderFailures(configuration: Configuration, ids: readonly string[]): Measurement {
  const network = buildNetwork(configuration);
  const { demands } = declaredDemands(network.index, statedTraffic(ids), "declared");
  let count = 0;
  const time = processorMs(() => {
    count =
      analyzeLoad(network, demands, { day: "2026-01-01", sweeps: true }).singleFailures?.failureCount ?? 0;
  });
  return within(`load of ${demands.length} demands under each of ${count} failures`, time, LIMIT_MS);
}

/** What the page of load asks when it is opened: the first question of a thread that holds nothing but the snapshot. */
function loadOfPage(configuration: Configuration, ids: readonly string[]): Measurement {
  const demands = statedTraffic(ids);
  const stated = { ...configuration, declared: { applications: [], exceptions: [], demands } };
  const ask = { growth: 1, thresholdRatio: 0.8, view: "observed" as const, sweeps: false };
  let count = 0;
  const time = processorMs(() => {
    count = answerLoad(holdSnapshot(stated, ""), ask, () => undefined).demands.length;
  });
  return within(`the load page's question with ${count} demands`, time, LIMIT_MS);
}

function statedTraffic(ids: readonly string[]) {
  const rows = Array.from({ length: DEMAND_COUNT }, (_, i) => ({
    from: ids[i * 2],
    to: i % 4 === 0 ? "internet" : ids[(i * 37 + 11) % ids.length],
    port: 443,
    rateGbps: 0.01,
  }));
  return factsSchema.parse({ demands: rows }).demands;
}

/** The web servers in public subnets get a public address, and tcp/443 is open to everyone. */
function withOpenWeb(configuration: Configuration): Configuration {
  const { securityGroup, networkInterface, subnet } = configuration.resources;
  const everyone = { kind: "prefix" as const, prefix: "0.0.0.0/0" };
  const open = { protocol: 6, fromPort: 443, toPort: 443, peer: everyone };
  const isPublic = new Set(subnet.filter((each) => each.mapPublicIpOnLaunch).map(({ id }) => id));
  return {
    ...configuration,
    resources: {
      ...configuration.resources,
      securityGroup: securityGroup.map((group) =>
        group.name?.startsWith("web") ? { ...group, ingress: [...group.ingress, open] } : group,
      ),
      networkInterface: networkInterface.map((nic, i) =>
        nic.attachment && isPublic.has(nic.subnetId)
          ? {
              ...nic,
              privateAddresses: nic.privateAddresses.map((each) => ({
                ...each,
                publicAddress: `198.51.100.${i % 250}`,
              })),
            }
          : nic,
      ),
    },
  };
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

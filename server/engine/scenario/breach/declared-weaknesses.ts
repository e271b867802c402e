import type { FactVulnerability } from "../../configuration";
import { readCvssVector } from "./cvss-vector";
import type { Names } from "./declared-breach";
import { exploitOf } from "./exploit";
import type { Service, Weakness } from "./facts";
import { serviceAt } from "./inventory";

/** Declared vulnerabilities as weaknesses, one for each host they are on. */
export function declaredWeaknesses(names: Names, facts: readonly FactVulnerability[]): readonly Weakness[] {
  const byKey = new Map<string, Weakness>();
  for (const [position, fact] of facts.entries()) {
    const place = `vulnerabilities[${position}]`;
    for (const service of serviceOf(names, fact, place))
      for (const hostId of names.hosts(fact.on, `${place}.on`)) {
        const weakness = weaknessOf(hostId, fact, service);
        if (byKey.has(weakness.key))
          names.problems.push({
            place: `${place}.id`,
            message: `\`${fact.id}\` was declared before for \`${hostId}\`: keep one of the two`,
            candidates: [],
          });
        byKey.set(weakness.key, weakness);
      }
  }
  return [...byKey.values()];
}

function weaknessOf(hostId: string, fact: FactVulnerability, service: Service | null): Weakness {
  const { id, runsAs, gain, component, knownExploited, port } = fact;
  return {
    key: `${hostId} ${id} ${service?.name ?? "local"}`,
    hostId,
    name: id,
    isHypothesis: false,
    service,
    isPortAssumed: service !== null && port === undefined,
    component: component ?? null,
    knownExploited,
    ...exploitOf({ vector: vectorOf(fact), isLocal: service === null, runsAs, gain }),
  };
}

/** One service, or null where it is used on the host itself; nothing after saying what does not fit. */
function serviceOf({ problems }: Names, fact: FactVulnerability, place: string): readonly (Service | null)[] {
  const { protocol, port, oneWay } = fact;
  const say = (attribute: string, message: string) => {
    problems.push({ place: `${place}.${attribute}`, message, candidates: [] });
    return [];
  };
  const service = serviceAt(protocol, typeof port === "number" ? port : null, oneWay);
  if (!service)
    return say("protocol", `\`${protocol}\` is not a protocol: write tcp, udp, icmp or a number to 255`);
  if (oneWay && service.protocol !== 17)
    return say("oneWay", "only an attack over udp does without an answer: leave `oneWay` out");
  const isLocal = port === "local" || (port === undefined && vectorOf(fact)?.attackVector === "local");
  return [isLocal ? null : service];
}

function vectorOf({ vector }: FactVulnerability) {
  return vector === undefined ? undefined : readCvssVector(vector);
}

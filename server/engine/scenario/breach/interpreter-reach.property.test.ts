import fc from "fast-check";
import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { tieredNetworkArbitrary } from "../../../testing/tiered-network-arbitrary";
import { indexConfiguration } from "../../configuration";
import { factsSchema } from "../../intent";
import { PROTOCOL } from "../../net";
import { buildNetwork, likenessOf } from "../../semantics";
import { declaredBreach } from "./declared-breach";
import { deriveBreach } from "./derive";
import { indexFacts } from "./facts-index";
import { interpreterReach } from "./interpreter-reach";
import { derivedFacts } from "./prolog-facts.cases";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;
const HOSTS = ["h0", "h1", "h2", "h3", "h4", "h5"];

it("hosts that are alike are asked about once, and the attack is the same as when each is asked about", () => {
  let fallen = 0;
  let saved = 0;
  const law = (spec: Parameters<typeof buildConfiguration>[0], from: string) => {
    const configuration = buildConfiguration(spec);
    const network = buildNetwork(configuration);
    const on = configuration.resources.instance.map(({ id }) => id).filter((id) => HOSTS.includes(id));
    const facts = factsSchema.parse({
      vulnerabilities: [
        { on, id: "CVE-1", gain: "exec" },
        { on, id: "CVE-2", port: 443, gain: "exec" },
      ],
    });
    const declared = declaredBreach(indexConfiguration(configuration), [{ file: "", facts }]);
    const index = indexFacts(declared.facts);
    const starts =
      from === "internet"
        ? ([{ kind: "internet", prefixes: [] }] as const)
        : ([{ kind: "host", id: from, level: "user" }] as const);
    const scenario = { starts, assumesUserInteraction: false, excluded: [] };
    const [once, each] = [likenessOf(network, []).keyOf, (id: string) => id].map((keyOf) => {
      const reach = interpreterReach(network, { keyOf, store: () => undefined });
      const breach = deriveBreach({ index, reach, scenario, counts: "proved" });
      return { derived: derivedFacts(breach, index), askedCount: reach.askedCount() };
    });
    expect(once?.derived).toEqual(each?.derived);
    fallen += once?.derived.filter((fact) => fact.startsWith("exec(")).length ?? 0;
    saved += (each?.askedCount ?? 0) - (once?.askedCount ?? 0);
  };
  fc.assert(fc.property(tieredNetworkArbitrary(), fc.constantFrom("internet", ...HOSTS), law), {
    numRuns: isLong ? 200 : 20,
    seed,
  });
  console.info(`seed ${seed}: ${fallen} exec facts, ${saved} questions saved`);
  expect(fallen).toBeGreaterThan(0);
}, 300_000);

it("what shows that a service is reached is a packet that gets there, on one port where any will do", () => {
  let partial = 0;
  const services = [null, 443].map((port) => ({
    name: `tcp/${port ?? "any"}`,
    protocol: PROTOCOL.tcp,
    port,
    isOneWay: false,
  }));
  const law = (spec: Parameters<typeof buildConfiguration>[0], fromId: string) => {
    const network = buildNetwork(buildConfiguration(spec));
    const from =
      fromId === "internet"
        ? ({ kind: "internet", prefixes: ["203.0.113.0/24"] } as const)
        : ({ kind: "host", id: fromId } as const);
    const reach = interpreterReach(network, { keyOf: (id) => id, store: () => undefined });
    for (const target of HOSTS.filter((id) => id !== fromId))
      for (const service of services) {
        const flow = reach.witness(from, target, service);
        expect(flow !== undefined).toBe(reach.direct(from, target, service).verdict === "yes");
        const hops = [...(flow?.forward ?? []), ...(flow?.return ?? [])];
        expect(hops.filter(({ action }) => action === "drop")).toEqual([]);
        if (hops.length > 0 && service.port === null) {
          const ports = flow?.forward[0]?.packet.destinationPorts ?? [];
          expect(ports.map(([lo, hi]) => hi - lo)).toEqual([0]);
          partial++;
        }
      }
  };
  fc.assert(fc.property(tieredNetworkArbitrary(), fc.constantFrom("internet", ...HOSTS), law), {
    numRuns: isLong ? 200 : 20,
    seed,
  });
  console.info(`seed ${seed}: ${partial} services without a port reached`);
  expect(partial).toBeGreaterThan(0);
}, 300_000);

import fc from "fast-check";
import type {
  BreachFacts,
  BreachHost,
  BreachScenario,
  Credential,
  Gain,
  Level,
  Role,
  Service,
  Start,
  Store,
  Weakness,
} from "./facts";
import type { AttackSource, BalancedArrival, Reach } from "./reach";

/** An attack made up whole: facts, who reaches whom, and where it starts. */
export interface MadeAttack {
  readonly facts: BreachFacts;
  readonly reach: Reach;
  readonly scenario: BreachScenario;
}

const level = fc.constantFrom<Level>("user", "root");
const often = fc.integer({ min: 0, max: 9 }).map((number) => number < 8);
const seldom = often.map((is) => !is);
const port = fc.constantFrom(22, 80, 443);
const tcp = (number: number): Service => ({
  name: `tcp/${number}`,
  protocol: 6,
  port: number,
  isOneWay: false,
});
const service = fc.oneof(
  { weight: 9, arbitrary: port.map(tcp) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((isOneWay) => ({ name: "udp/53", protocol: 17, port: 53, isOneWay })),
  },
);
const gain = fc.oneof(
  { weight: 6, arbitrary: level.map((each): Gain => ({ kind: "exec", level: each })) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom("leak", "ssrf", "dos", "tamper", "none")
      .map((kind): Gain => ({ kind: kind as "leak" })),
  },
);

/** Attacks on up to `most` hosts, most of which go some way. Names are such that a Prolog reads them as atoms. */
export function madeAttack(most: number): fc.Arbitrary<MadeAttack> {
  return fc
    .record({
      hostCount: fc.integer({ min: 1, max: most }),
      storeCount: fc.integer({ min: 0, max: 4 }),
      roleCount: fc.integer({ min: 0, max: 3 }),
      credentialCount: fc.integer({ min: 0, max: 4 }),
    })
    .chain(({ hostCount, storeCount, roleCount, credentialCount }) => {
      const named = (letter: string, count: number) =>
        Array.from({ length: count }, (_, i) => `${letter}${i}`);
      const names: Names = {
        hosts: named("h", hostCount),
        stores: named("d", storeCount),
        roles: named("r", roleCount),
        subnets: ["s0", "s1", "s2"],
      };
      return fc
        .record({
          hosts: fc.tuple(...names.hosts.map((id) => host(id, names))),
          weaknesses: fc.array(weakness(names), { minLength: hostCount, maxLength: 3 * hostCount }),
          credentials: fc.tuple(...named("k", credentialCount).map((id) => credential(id, names))),
          roles: fc.tuple(...names.roles.map((id) => role(id, names))),
          stores: fc.tuple(...names.stores.map((id) => store(id, names))),
          reach: table(names),
          scenario: scenario(names),
        })
        .map(({ weaknesses, reach, scenario: asked, ...rest }) => ({
          facts: { ...rest, weaknesses: weaknesses.map((each, i) => ({ ...each, key: `c${i}` })) },
          reach: withStores(reach, rest.stores),
          scenario: asked,
        }));
    });
}

interface Names {
  readonly hosts: readonly string[];
  readonly stores: readonly string[];
  readonly roles: readonly string[];
  readonly subnets: readonly string[];
}

const some = (list: readonly string[], most = 2) =>
  list.length === 0
    ? fc.constant<string[]>([])
    : fc.subarray([...list], { maxLength: Math.min(most, list.length) });

function host(id: string, { roles, subnets }: Names): fc.Arbitrary<BreachHost> {
  return fc.record({
    id: fc.constant(id),
    element: fc.constant({ kind: "instance", id }),
    runs: often,
    subnetIds: some(subnets, 2),
    roleIds: some(roles, 1),
    hasMetadata: often,
    hasOpenMetadata: fc.boolean(),
  });
}

function weakness({ hosts }: Names): fc.Arbitrary<Weakness> {
  const place = fc.oneof(
    { weight: 6, arbitrary: service.map((each) => ({ attackVector: "network" as const, service: each })) },
    { weight: 2, arbitrary: service.map((each) => ({ attackVector: "adjacent" as const, service: each })) },
    { weight: 2, arbitrary: fc.constant({ attackVector: "local" as const, service: null }) },
    { weight: 1, arbitrary: service.map((each) => ({ attackVector: "physical" as const, service: each })) },
  );
  return fc
    .record({
      place,
      hostId: fc.constantFrom(...hosts),
      name: fc.constantFrom("CVE-1", "CVE-2", "CVE-3"),
      privileges: fc.constantFrom("none" as const, "none" as const, "low" as const, "high" as const),
      needsUser: seldom,
      isComplex: fc.boolean(),
      gain: fc.oneof({ weight: 9, arbitrary: gain }, { weight: 1, arbitrary: fc.constant(null) }),
      knownExploited: fc.boolean(),
      baseScore: fc.constantFrom(null, 5, 7.5, 9.8),
    })
    .map(({ place: { attackVector, service: at }, ...rest }) => ({
      ...rest,
      attackVector,
      service: at,
      key: "",
      isHypothesis: false,
      isPortAssumed: false,
      component: null,
    }));
}

function credential(id: string, { hosts, stores }: Names): fc.Arbitrary<Credential> {
  const hostId = fc.constantFrom(...hosts);
  return fc.record({
    id: fc.constant(id),
    foundOn: fc.array(fc.record({ hostId, level }), { maxLength: 2 }),
    logins: fc.array(fc.record({ hostId, service, level }), { maxLength: 2 }),
    opens: some(stores),
    isKnown: seldom,
  });
}

function role(id: string, { hosts, stores, roles }: Names): fc.Arbitrary<Role> {
  return fc.record({
    id: fc.constant(id),
    assumes: some(roles, 1),
    reads: some(stores, 1),
    writes: some(stores, 1),
    commands: some(hosts, 1),
    modifiesNetwork: fc.boolean(),
  });
}

function store(id: string, { hosts }: Names): fc.Arbitrary<Store> {
  return fc.record({
    id: fc.constant(id),
    element: fc.constant({ kind: "dataStore", id }),
    dataClass: fc.constant(null),
    service: fc.oneof({ weight: 4, arbitrary: service }, { weight: 1, arbitrary: fc.constant(null) }),
    auth: fc.constantFrom("open" as const, "credential" as const, null),
    hostIds: some(hosts, 1),
    endIds: fc.constant([]),
  });
}

function scenario({ hosts, roles }: Names): fc.Arbitrary<BreachScenario> {
  const start = fc.oneof<fc.Arbitrary<Start>[]>(
    fc.constant<Start>({ kind: "internet", prefixes: [] }),
    fc.constant<Start>({ kind: "site", id: "office" }),
    fc.constant<Start>({ kind: "subnet", id: "s1" }),
    fc.record({ kind: fc.constant("host" as const), id: fc.constantFrom(...hosts), level }),
    ...(roles.length > 0
      ? [fc.record({ kind: fc.constant("role" as const), id: fc.constantFrom(...roles) })]
      : []),
  );
  return fc.record({
    starts: fc.array(start, { minLength: 1, maxLength: 2 }),
    assumesUserInteraction: fc.boolean(),
    excluded: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.constant(["CVE-3"]) },
    ),
  });
}

/** Who reaches whom, by chance: each pair of a source and a target on each port, and through two balancers. */
function table({ hosts }: Names): fc.Arbitrary<Reach> {
  return fc
    .record({
      salt: fc.integer({ min: 0, max: 1 << 20 }),
      density: fc.constantFrom(3, 10, 30, 60),
      arrivals: fc.array(
        fc.record({
          balancerId: fc.constantFrom("lb0", "lb1"),
          port,
          hostId: fc.constantFrom(...hosts),
          protocol: fc.constant(6),
          targetPort: port,
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ salt, density, arrivals }) => {
      const isDrawn = (text: string) => hash(`${salt} ${text}`) % 100 < density;
      const answer = (text: string) => ({
        verdict: isDrawn(text) ? ("yes" as const) : ("no" as const),
        missing: [],
      });
      const place = (from: AttackSource) => (from.kind === "internet" ? "internet" : from.id);
      return {
        kindOf: place,
        direct: (from, targetId, asked) =>
          answer(`${place(from)} ${targetId} ${asked.name} ${asked.isOneWay}`),
        balanced: (from) => ({
          arrivals: arrivals.filter((each: BalancedArrival) =>
            isDrawn(`${place(from)} ${each.balancerId} ${each.port}`),
          ),
          undecidedHostIds: [],
          missing: [],
        }),
        outlet: (hostId) => answer(`${hostId} out`),
        leftOut: () => null,
      };
    });
}

/** Whoever gets to a port of a host gets to a store that answers there. */
function withStores(reach: Reach, stores: readonly Store[]): Reach {
  const hostsOf = new Map(stores.map(({ id, hostIds }) => [id, hostIds]));
  return {
    ...reach,
    direct: (from, targetId, asked) =>
      (hostsOf.get(targetId) ?? [])
        .map((hostId) => reach.direct(from, hostId, asked))
        .find(({ verdict }) => verdict === "yes") ?? reach.direct(from, targetId, asked),
  };
}

function hash(text: string): number {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16777619) >>> 0;
  return (value ^ (value >>> 15)) >>> 0;
}

import * as fc from "fast-check";
import { network } from "./network-builder-change";
import type { NetworkSpec } from "./network-builder-spec";

const ZONES = ["a", "b", "c"] as const;
type Zone = (typeof ZONES)[number];

/** What tells one network of production from another. */
export interface ProductionChoices {
  /** Second octet of the VPC's prefix. */
  readonly octet: number;
  readonly webPerZone: number;
  readonly appPerZone: number;
  readonly dbZones: readonly Zone[];
  readonly appPort: number;
  readonly dbPort: number;
  /** The port of the web tier that is open to the world and should not be. */
  readonly weakPort: number;
  /** Whether the world is written as a prefix or as a prefix list. */
  readonly weakBy: "0.0.0.0/0" | "pl-world";
  /** The zone whose private subnet leaves by the NAT gateway of zone a, and the one whose NAT gateway is gone. */
  readonly leaning: "b" | "c";
  /** Groups that nobody wears. */
  readonly idleCount: number;
  /** A second VPC that has nothing to do with it. */
  readonly hasOther: boolean;
}

/**
 * Networks of production with three weaknesses and nothing else wrong: a web tier that lets the world in on a port
 * too many, one zone that leans on the NAT gateway of another although its own stands ready, and one whose default route
 * still names a NAT gateway that was deleted although there is a new one.
 *
 *     internet - igw - pub-x (web, nat-x)      x: a, b, c
 *                      prv-x (app, db)         sg-web -> sg-app -> sg-db
 */
export function productionChoices(size: "small" | "any" = "any"): fc.Arbitrary<ProductionChoices> {
  const perZone = size === "small" ? fc.constant(1) : fc.constantFrom(1, 1, 1, 2);
  return fc.record({
    octet: fc.integer({ min: 0, max: 200 }),
    webPerZone: perZone,
    appPerZone: perZone,
    dbZones: fc.subarray([...ZONES], { minLength: 1, maxLength: size === "small" ? 1 : ZONES.length }),
    appPort: fc.constantFrom(8080, 9000, 3000),
    dbPort: fc.constantFrom(5432, 3306),
    weakPort: fc.constantFrom(22, 3389, 6379, 9200, 27017, 1433),
    weakBy: fc.constantFrom("0.0.0.0/0", "0.0.0.0/0", "pl-world"),
    leaning: fc.constantFrom("b", "c"),
    idleCount: fc.integer({ min: 3, max: 5 }),
    hasOther: fc.boolean(),
  });
}

/** The names of things in such a network. */
export const NAMES = {
  deadNat: "nat-gone",
  leaningTable: ({ leaning }: ProductionChoices) => `rt-prv-${leaning}`,
  deadTable: ({ leaning }: ProductionChoices) => `rt-prv-${leaning === "b" ? "c" : "b"}`,
  weakRule: ({ weakPort, weakBy }: ProductionChoices) => `tcp ${weakPort} from ${weakBy}`,
};

export function productionNetwork(choices: ProductionChoices): NetworkSpec {
  const { octet, dbZones, appPort, dbPort, leaning, idleCount, hasOther } = choices;
  const block = `10.${octet}`;
  const each = <T>(make: (zone: Zone, number: number) => readonly [string, T]) =>
    Object.fromEntries(ZONES.map((zone, number) => make(zone, number)));
  const natOf = (zone: Zone) => (zone === "a" || zone === leaning ? "nat-a" : NAMES.deadNat);
  const idle = Array.from({ length: idleCount }, (_, number) => `sg-idle-${number}`);
  return network({
    vpcs: {
      prod: { prefixes: [`${block}.0.0/16`] },
      ...(hasOther ? { other: { prefixes: ["10.250.0.0/16"] } } : {}),
    },
    subnets: {
      ...each((zone, n) => [`pub-${zone}`, { vpc: "prod", prefixes: [`${block}.${n}.0/24`], zone }]),
      ...each((zone, n) => [`prv-${zone}`, { vpc: "prod", prefixes: [`${block}.1${n}.0/24`], zone }]),
      ...(hasOther ? { "other-a": { vpc: "other", prefixes: ["10.250.0.0/24"], zone: "a" } } : {}),
    },
    igws: { igw: { vpc: "prod" } },
    prefixLists: { "pl-world": { prefixes: ["0.0.0.0/1", "128.0.0.0/1"] } },
    nats: {
      ...each((zone, n) => [
        `nat-${zone}`,
        { subnet: `pub-${zone}`, address: `${block}.${n}.5`, publicAddress: `198.51.100.${n + 5}` },
      ]),
      [NAMES.deadNat]: {
        subnet: "pub-a",
        address: `${block}.0.6`,
        publicAddress: "198.51.100.9",
        state: "deleted",
      },
    },
    tables: {
      "rt-pub": {
        vpc: "prod",
        subnets: ZONES.map((zone) => `pub-${zone}`),
        routes: ["0.0.0.0/0 -> igw"],
      },
      ...each((zone) => [
        `rt-prv-${zone}`,
        { vpc: "prod", subnets: [`prv-${zone}`], routes: [`0.0.0.0/0 -> ${natOf(zone)}`] },
      ]),
    },
    groups: {
      "sg-web": {
        vpc: "prod",
        in: ["tcp 80 from 0.0.0.0/0", "tcp 443 from 0.0.0.0/0", NAMES.weakRule(choices)],
      },
      "sg-app": { vpc: "prod", in: [`tcp ${appPort} from sg-web`] },
      "sg-db": { vpc: "prod", in: [`tcp ${dbPort} from sg-app`] },
      ...Object.fromEntries(idle.map((id) => [id, { vpc: "prod", in: [`tcp 9100 from ${block}.0.0/16`] }])),
      ...(hasOther ? { "sg-other": { vpc: "other", in: ["tcp 443 from 10.250.0.0/16"] } } : {}),
    },
    vms: {
      ...hosts("web", ZONES, choices.webPerZone, (zone, number, position) => ({
        subnet: `pub-${zone}`,
        addresses: [`${block}.${position}.${20 + number}`],
        publicAddress: `198.51.100.${20 + position * 10 + number}`,
        groups: ["sg-web"],
      })),
      ...hosts("app", ZONES, choices.appPerZone, (zone, number, position) => ({
        subnet: `prv-${zone}`,
        addresses: [`${block}.1${position}.${20 + number}`],
        groups: ["sg-app"],
      })),
      ...hosts("db", dbZones, 1, (zone, number, position) => ({
        subnet: `prv-${zone}`,
        addresses: [`${block}.1${position}.${40 + number}`],
        groups: ["sg-db"],
      })),
      ...(hasOther
        ? { lonely: { subnet: "other-a", addresses: ["10.250.0.10"], groups: ["sg-other"] } }
        : {}),
    },
  });
}

function hosts(
  tier: string,
  zones: readonly Zone[],
  perZone: number,
  make: (zone: Zone, number: number, position: number) => NetworkSpec["vms"][string],
): NetworkSpec["vms"] {
  return Object.fromEntries(
    zones.flatMap((zone) =>
      Array.from({ length: perZone }, (_, number) => [
        `${tier}-${zone}${number + 1}`,
        make(zone, number, ZONES.indexOf(zone)),
      ]),
    ),
  );
}

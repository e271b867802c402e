import * as fc from "fast-check";
import { network } from "./network-builder-change";
import type { NetworkSpec } from "./network-builder-spec";

const ZONES = ["z1", "z2", "z3"] as const;
const HOSTS = ["h0", "h1", "h2", "h3", "h4", "h5"] as const;

/**
 * Networks that work, so that there is something to break: three zones, a NAT gateway in some of them, private
 * subnets that lean on any of these, six hosts anywhere, and a second VPC behind a transit gateway with an
 * attachment in some zones. Nothing is refused but what one random group or ACL refuses.
 */
export function tieredNetworkArbitrary(): fc.Arbitrary<NetworkSpec> {
  const zone = fc.constantFrom(...ZONES);
  return fc
    .record({
      natZones: fc.subarray([...ZONES], { minLength: 1 }),
      natOf: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
      places: fc.array(zone, { minLength: HOSTS.length, maxLength: HOSTS.length }),
      isFar: fc.array(fc.boolean(), { minLength: HOSTS.length, maxLength: HOSTS.length }),
      attachedA: fc.subarray([...ZONES], { minLength: 1 }),
      attachedB: fc.subarray([...ZONES], { minLength: 1 }),
      closed: fc.constantFrom("none", "none", "group", "acl"),
    })
    .map(specOf);
}

interface Choices {
  readonly natZones: readonly (typeof ZONES)[number][];
  readonly natOf: readonly number[];
  readonly places: readonly (typeof ZONES)[number][];
  readonly isFar: readonly boolean[];
  readonly attachedA: readonly string[];
  readonly attachedB: readonly string[];
  readonly closed: string;
}

function specOf({ natZones, natOf, places, isFar, attachedA, attachedB, closed }: Choices): NetworkSpec {
  const nat = (number: number) => `nat-${natZones[(natOf[number] ?? 0) % natZones.length]}`;
  const each = <T>(make: (zone: string, number: number) => readonly [string, T]) =>
    Object.fromEntries(ZONES.map((name, number) => make(name, number)));
  return network({
    vpcs: { A: { prefixes: ["10.0.0.0/16"] }, B: { prefixes: ["10.1.0.0/16"] } },
    subnets: {
      ...each((name, n) => [`pub-${name}`, { vpc: "A", prefixes: [`10.0.${n}.0/24`], zone: name }]),
      ...each((name, n) => [`app-${name}`, { vpc: "A", prefixes: [`10.0.1${n}.0/24`], zone: name }]),
      ...each((name, n) => [`far-${name}`, { vpc: "B", prefixes: [`10.1.1${n}.0/24`], zone: name }]),
    },
    igws: { igw: { vpc: "A" } },
    nats: Object.fromEntries(
      natZones.map((name) => {
        const number = ZONES.indexOf(name);
        const address = `10.0.${number}.5`;
        return [`nat-${name}`, { subnet: `pub-${name}`, address, publicAddress: `198.51.100.${number + 5}` }];
      }),
    ),
    tgws: { t: {} },
    attachments: {
      "att-a": { tgw: "t", vpc: "A", subnets: attachedA.map((name) => `app-${name}`) },
      "att-b": { tgw: "t", vpc: "B", subnets: attachedB.map((name) => `far-${name}`) },
    },
    tgwTables: {
      rt: { tgw: "t", associated: ["att-a", "att-b"], propagated: ["att-a", "att-b"], routes: [] },
    },
    tables: {
      "rt-pub": {
        vpc: "A",
        subnets: ZONES.map((name) => `pub-${name}`),
        routes: ["0.0.0.0/0 -> igw", "10.1.0.0/16 -> t"],
      },
      ...each((name, n) => [
        `rt-${name}`,
        { vpc: "A", subnets: [`app-${name}`], routes: [`0.0.0.0/0 -> ${nat(n)}`, "10.1.0.0/16 -> t"] },
      ]),
      "rt-far": {
        vpc: "B",
        subnets: ZONES.map((name) => `far-${name}`),
        routes: ["10.0.0.0/16 -> t"],
      },
    },
    groups: {
      open: { vpc: "A", in: ["all from 0.0.0.0/0"] },
      some: { vpc: "A", in: [closed === "group" ? "tcp 443 from 10.0.10.0/24" : "all from 0.0.0.0/0"] },
      far: { vpc: "B", in: ["all from 10.0.0.0/8"] },
    },
    acls:
      closed === "acl"
        ? {
            acl: {
              vpc: "A",
              subnets: ["app-z2"],
              in: ["90 deny tcp 443 10.0.10.0/24", "100 allow all 0.0.0.0/0"],
              out: ["100 allow all 0.0.0.0/0"],
            },
          }
        : {},
    vms: Object.fromEntries(
      HOSTS.map((host, number) => {
        const place = places[number] ?? "z1";
        const [subnet, block, group] = isFar[number]
          ? [`far-${place}`, `10.1.1${ZONES.indexOf(place)}`, "far"]
          : [`app-${place}`, `10.0.1${ZONES.indexOf(place)}`, number % 2 === 0 ? "open" : "some"];
        return [host, { subnet, addresses: [`${block}.${number + 10}`], groups: [group] }];
      }),
    ),
  });
}

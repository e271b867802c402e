import { network } from "./network-builder-change";
import type { Named, NetworkSpec } from "./network-builder-spec";

/** Hosts that play one role in a small application; their group is `sg-<role>`, they are called `<role>-1` ... */
export interface Role {
  /** `public`: with a public address; `private`: out by NAT; `isolated`: no way out. */
  readonly place: "public" | "private" | "isolated";
  readonly count?: number;
  /** Ingress rules of the role's group. */
  readonly in: readonly string[];
}

const NUMBER: Readonly<Record<Role["place"], number>> = { public: 0, private: 1, isolated: 2 };

/**
 * A network `v` with a public, a private and an isolated subnet in each of two zones, an internet gateway, a NAT gateway
 * per zone, and the hosts of the roles spread over the zones. `more` adds parts.
 */
export function smallApplication(roles: Named<Role>, more: Partial<NetworkSpec> = {}): NetworkSpec {
  const places = Object.keys(NUMBER) as Role["place"][];
  const subnets = places.flatMap((place) =>
    ["a", "b"].map((zone, index) => {
      const prefixes = [`10.0.${NUMBER[place] * 10 + index}.0/24`];
      return [`${place}-${zone}`, { vpc: "v", prefixes, zone: `zone-${zone}` }] as const;
    }),
  );
  const own: Partial<NetworkSpec> = {
    vpcs: { v: { prefixes: ["10.0.0.0/16"] } },
    subnets: Object.fromEntries(subnets),
    igws: { igw: { vpc: "v" } },
    nats: {
      "nat-a": { subnet: "public-a", address: "10.0.0.5", publicAddress: "198.51.100.5" },
      "nat-b": { subnet: "public-b", address: "10.0.1.5", publicAddress: "198.51.100.6" },
    },
    tables: {
      "rt-public": { vpc: "v", subnets: ["public-a", "public-b"], routes: ["0.0.0.0/0 -> igw"] },
      "rt-private-a": { vpc: "v", subnets: ["private-a"], routes: ["0.0.0.0/0 -> nat-a"] },
      "rt-private-b": { vpc: "v", subnets: ["private-b"], routes: ["0.0.0.0/0 -> nat-b"] },
      "rt-isolated": { vpc: "v", subnets: ["isolated-a", "isolated-b"], routes: [] },
    },
    groups: Object.fromEntries(
      Object.entries(roles).map(([role, { in: rules }]) => [`sg-${role}`, { vpc: "v", in: rules }]),
    ),
    vms: Object.fromEntries(Object.entries(roles).flatMap(([role, each], place) => hosts(role, each, place))),
  };
  const kinds = Object.keys(more) as (keyof NetworkSpec)[];
  const merged = kinds.map((kind) => [kind, { ...own[kind], ...more[kind] }] as const);
  return network({ ...own, ...(Object.fromEntries(merged) as Partial<NetworkSpec>) });
}

function hosts(role: string, { place, count = 2 }: Role, position: number) {
  return Array.from({ length: count }, (_, index) => {
    const zone = index % 2;
    const address = `10.0.${NUMBER[place] * 10 + zone}.${20 + position * 10 + index}`;
    const isPublic = place === "public";
    return [
      `${role}-${index + 1}`,
      {
        subnet: `${place}-${zone === 0 ? "a" : "b"}`,
        addresses: [address],
        groups: [`sg-${role}`],
        ...(isPublic ? { publicAddress: `198.51.100.${100 + position * 10 + index}` } : {}),
      },
    ] as const;
  });
}

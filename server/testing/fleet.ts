import {
  type Configuration,
  configurationFrom,
  type Resource,
  type SecurityGroupRule,
} from "../engine/configuration";

/** A fleet of hosts that do a few dozen jobs, some of them wrong, some of them different for a good reason. */
export interface Fleet {
  readonly configuration: Configuration;
  /** Ids of hosts with a fault, by its kind. */
  readonly faults: ReadonlyMap<string, FaultKind>;
  /** Ids of hosts that differ with their owner's knowledge. */
  readonly exceptions: ReadonlySet<string>;
}

export interface FleetSpec {
  readonly roleCount: number;
  readonly faultCount: number;
  /** Share of hosts that are legitimate exceptions, 0 to 1. */
  readonly exceptionShare: number;
  readonly seed: number;
}

const FAULTS = [
  "open to everyone",
  "administration open to everyone",
  "open to a wide private range",
  "open to another role",
  "a wrong port",
  "a rule lost",
  "a public address",
  "a source that is none",
] as const;
export type FaultKind = (typeof FAULTS)[number];

export type Random = (below: number) => number;

/** The same spec gives the same fleet. Hosts have a group each, as where every host is made by one template. */
export function buildFleet({ roleCount, faultCount, exceptionShare, seed }: FleetSpec): Fleet {
  const random = randomOf(seed);
  const roles = Array.from({ length: roleCount }, (_, i) => ({
    name: `job${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`,
    rules: templateRules(i, random),
    size: 15 + random(30),
  }));
  const hosts = roles.flatMap((role) =>
    Array.from({ length: role.size }, (_, i) => ({
      role,
      id: `i-${role.name}-${i}`,
      rules: [...role.rules],
      isPublic: false,
    })),
  );
  const order = shuffled(hosts, random);
  const faults = new Map<string, FaultKind>();
  for (const [i, host] of order.slice(0, faultCount).entries()) {
    const kind = FAULTS[i % FAULTS.length] ?? "a rule lost";
    faults.set(host.id, kind);
    spoil(host, kind, random);
  }
  const exceptions = order.slice(faultCount, faultCount + Math.round(exceptionShare * hosts.length));
  for (const host of exceptions) except(host, random);
  return {
    configuration: configurationFrom([...network(), ...hosts.flatMap(hostResources)], []),
    faults,
    exceptions: new Set(exceptions.map(({ id }) => id)),
  };
}

/** A host with a group of its own, as it is configured; what is absent is as the template has it. */
export interface Host {
  readonly role: { readonly name: string };
  readonly id: string;
  rules: SecurityGroupRule[];
  isPublic: boolean;
  egress?: SecurityGroupRule[];
  forwards?: boolean;
  metadataToken?: "optional" | "required";
  /** The host whose group it has beside its own. */
  borrowsFrom?: string;
}

/** A rule that lets a port of TCP in from a prefix. */
export function rule(port: number, prefix: string): SecurityGroupRule {
  return { protocol: 6, fromPort: port, toPort: port, peer: { kind: "prefix", prefix } };
}

/** What hosts of a job let in: its service, monitoring, administration from the office, and now and then more. */
export function templateRules(i: number, random: Random): SecurityGroupRule[] {
  return [
    rule(8000 + i, `10.0.${random(8) * 16}.0/20`),
    rule(9100, "10.0.240.0/24"),
    rule(22, "192.168.7.0/24"),
    ...(random(2) === 0 ? [rule(9000 + i, "10.0.0.0/16")] : []),
  ];
}

function spoil(host: Host, kind: FaultKind, random: Random): void {
  const [service] = host.rules;
  const port = service?.fromPort ?? 0;
  switch (kind) {
    case "open to everyone":
      host.rules.push(rule(port, "0.0.0.0/0"));
      break;
    case "administration open to everyone":
      host.rules.push(rule(random(2) === 0 ? 22 : 3389, "0.0.0.0/0"));
      break;
    case "open to a wide private range":
      host.rules.push(rule(port, "10.0.0.0/8"));
      break;
    case "open to another role":
      host.rules.push(rule(port, `10.0.${128 + random(6) * 16}.0/20`));
      break;
    case "a wrong port":
      host.rules[0] = rule(port + 1000, "10.0.0.0/20");
      break;
    case "a rule lost":
      host.rules.splice(random(2), 1);
      break;
    case "a public address":
      host.isPublic = true;
      break;
    case "a source that is none":
      host.rules[1] = rule(9100, `172.${16 + random(15)}.0.0/16`);
      break;
  }
}

/** What owners do on purpose: one partner's or one engineer's address, now and then a job without monitoring. */
export function except(host: Host, random: Random): void {
  const choice = random(10);
  if (choice < 7) host.rules.push(rule(443 + random(200), `203.0.113.${random(250) + 1}/32`));
  else if (choice < 9) host.rules.push(rule(5000 + random(3000), `10.0.${random(8) * 16}.0/20`));
  else host.rules.splice(1, 1);
}

const FIELDS = { accountId: "210987654321", region: "eu-central-1", tags: [] };

/** What all hosts stand in. */
export function network(): Resource[] {
  const fields = { ...FIELDS, id: "vpc-1" };
  return [
    { kind: "vpc", ...fields, prefixes: ["10.0.0.0/16"], isDefault: false },
    {
      kind: "subnet",
      ...FIELDS,
      id: "subnet-1",
      vpcId: "vpc-1",
      prefixes: ["10.0.0.0/20"],
      mapPublicIpOnLaunch: false,
    },
  ];
}

/** A host with its interface and its group. */
export function hostResources(host: Host, number: number): Resource[] {
  const { id, role, rules, isPublic, egress = [], forwards = false, metadataToken = "required" } = host;
  const address = { address: `10.0.${Math.floor(number / 250)}.${(number % 250) + 1}`, primary: true };
  const tags = [{ key: "role", value: role.name }];
  return [
    {
      kind: "instance",
      ...FIELDS,
      tags,
      id,
      state: "running",
      networkInterfaceIds: [`eni-${id}`],
      metadataOptions: { httpTokens: metadataToken },
    },
    {
      kind: "networkInterface",
      ...FIELDS,
      id: `eni-${id}`,
      interfaceType: "interface",
      subnetId: "subnet-1",
      vpcId: "vpc-1",
      status: "in-use",
      attachment: { instanceId: id, deviceIndex: 0, status: "attached" },
      privateAddresses: [isPublic ? { ...address, publicAddress: `198.51.100.${number % 250}` } : address],
      ipv6Addresses: [],
      delegatedPrefixes: [],
      securityGroupIds: [`sg-${id}`, ...(host.borrowsFrom === undefined ? [] : [`sg-${host.borrowsFrom}`])],
      sourceDestCheck: !forwards,
      requesterManaged: false,
    },
    { kind: "securityGroup", ...FIELDS, id: `sg-${id}`, vpcId: "vpc-1", ingress: rules, egress },
  ];
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((each) => ({ each, at: random(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

/** Mulberry32, by Tommy Ettinger, in the public domain: small, and good enough to deal out faults. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

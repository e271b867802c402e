import { but, network } from "./network-builder-change";
import type { NetworkSpec } from "./network-builder-spec";

/**
 * B1, two tiers in two zones: public subnets with an internet gateway and a NAT gateway each, private ones behind.
 *
 *     internet - igw-1 - pub-a (web-a, nat-a)   pub-b (nat-b)
 *                        prv-a (app-a, db-a)    prv-b (app-b)
 */
export function b1(): NetworkSpec {
  return network({
    vpcs: { v1: { prefixes: ["10.0.0.0/16"] } },
    subnets: {
      "pub-a": { vpc: "v1", prefixes: ["10.0.0.0/24"], zone: "zone-a" },
      "pub-b": { vpc: "v1", prefixes: ["10.0.1.0/24"], zone: "zone-b" },
      "prv-a": { vpc: "v1", prefixes: ["10.0.10.0/24"], zone: "zone-a" },
      "prv-b": { vpc: "v1", prefixes: ["10.0.11.0/24"], zone: "zone-b" },
    },
    igws: { "igw-1": { vpc: "v1" } },
    nats: {
      "nat-a": { subnet: "pub-a", address: "10.0.0.5", publicAddress: "198.51.100.5" },
      "nat-b": { subnet: "pub-b", address: "10.0.1.5", publicAddress: "198.51.100.6" },
    },
    tables: {
      "rt-pub": { vpc: "v1", subnets: ["pub-a", "pub-b"], routes: ["0.0.0.0/0 -> igw-1"] },
      "rt-prv-a": { vpc: "v1", subnets: ["prv-a"], routes: ["0.0.0.0/0 -> nat-a"] },
      "rt-prv-b": { vpc: "v1", subnets: ["prv-b"], routes: ["0.0.0.0/0 -> nat-b"] },
    },
    groups: {
      "sg-web": { vpc: "v1", in: ["tcp 80 from 0.0.0.0/0", "tcp 443 from 0.0.0.0/0"] },
      "sg-app": { vpc: "v1", in: ["tcp 8080 from sg-web"] },
      "sg-db": { vpc: "v1", in: ["tcp 5432 from sg-app"] },
    },
    vms: {
      "web-a": {
        subnet: "pub-a",
        addresses: ["10.0.0.10"],
        publicAddress: "198.51.100.10",
        groups: ["sg-web"],
      },
      "app-a": { subnet: "prv-a", addresses: ["10.0.10.10"], groups: ["sg-app"] },
      "app-b": { subnet: "prv-b", addresses: ["10.0.11.10"], groups: ["sg-app"] },
      "db-a": { subnet: "prv-a", addresses: ["10.0.10.20"], groups: ["sg-db"] },
    },
  });
}

/** B1 in both families: private subnets leave by an egress-only gateway, ingress rules stay IPv4. */
export function b1v6(): NetworkSpec {
  const openEgress = { out: ["all to 0.0.0.0/0", "all to ::/0"] };
  return but(b1(), {
    vpcs: { v1: { prefixes: ["10.0.0.0/16", "2001:db8:1::/56"] } },
    subnets: {
      "pub-a": { prefixes: ["10.0.0.0/24", "2001:db8:1::/64"] },
      "pub-b": { prefixes: ["10.0.1.0/24", "2001:db8:1:1::/64"] },
      "prv-a": { prefixes: ["10.0.10.0/24", "2001:db8:1:10::/64"] },
      "prv-b": { prefixes: ["10.0.11.0/24", "2001:db8:1:11::/64"] },
    },
    eigws: { "eigw-1": { vpc: "v1" } },
    tables: {
      "rt-pub": { routes: ["0.0.0.0/0 -> igw-1", "::/0 -> igw-1"] },
      "rt-prv-a": { routes: ["0.0.0.0/0 -> nat-a", "::/0 -> eigw-1"] },
      "rt-prv-b": { routes: ["0.0.0.0/0 -> nat-b", "::/0 -> eigw-1"] },
    },
    groups: { "sg-web": openEgress, "sg-app": openEgress, "sg-db": openEgress },
    vms: {
      "web-a": { addresses: ["10.0.0.10", "2001:db8:1::10"] },
      "app-a": { addresses: ["10.0.10.10", "2001:db8:1:10::10"] },
      "app-b": { addresses: ["10.0.11.10", "2001:db8:1:11::10"] },
      "db-a": { addresses: ["10.0.10.20", "2001:db8:1:10::20"] },
    },
  });
}

/** B2, peering in a chain: A - B - C, one subnet and one VM (a, b, c) each. */
export function b2(): NetworkSpec {
  const ingress = ["tcp 443 from 10.0.0.0/8"];
  return network({
    vpcs: {
      A: { prefixes: ["10.0.0.0/16"] },
      B: { prefixes: ["10.1.0.0/16"] },
      C: { prefixes: ["10.2.0.0/16"] },
    },
    subnets: {
      a1: { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "zone-a" },
      b1: { vpc: "B", prefixes: ["10.1.1.0/24"], zone: "zone-a" },
      c1: { vpc: "C", prefixes: ["10.2.1.0/24"], zone: "zone-a" },
    },
    peerings: {
      "pcx-ab": { requester: "A", accepter: "B" },
      "pcx-bc": { requester: "B", accepter: "C" },
    },
    tables: {
      "rt-a1": { vpc: "A", subnets: ["a1"], routes: ["10.1.0.0/16 -> pcx-ab"] },
      "rt-b1": {
        vpc: "B",
        subnets: ["b1"],
        routes: ["10.0.0.0/16 -> pcx-ab", "10.2.0.0/16 -> pcx-bc"],
      },
      "rt-c1": { vpc: "C", subnets: ["c1"], routes: ["10.1.0.0/16 -> pcx-bc"] },
    },
    groups: {
      sgA: { vpc: "A", in: ingress },
      sgB: { vpc: "B", in: ingress },
      sgC: { vpc: "C", in: ingress },
    },
    vms: {
      a: { subnet: "a1", addresses: ["10.0.1.10"], groups: ["sgA"] },
      b: { subnet: "b1", addresses: ["10.1.1.10"], groups: ["sgB"] },
      c: { subnet: "c1", addresses: ["10.2.1.10"], groups: ["sgC"] },
    },
  });
}

/** Two regions: A with host a in eu-central-1, B with host b in eu-west-1, and a peering connection between them. */
export function twoRegions(): NetworkSpec {
  const tcp = ["tcp 443 from 10.0.0.0/8"];
  return network({
    vpcs: {
      A: { prefixes: ["10.0.0.0/16"], region: "eu-central-1" },
      B: { prefixes: ["10.1.0.0/16"], region: "eu-west-1" },
    },
    subnets: {
      a1: { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "euc1-az1" },
      b1: { vpc: "B", prefixes: ["10.1.1.0/24"], zone: "euw1-az1" },
    },
    igws: { "igw-b": { vpc: "B" } },
    peerings: { "pcx-ab": { requester: "A", accepter: "B" } },
    tables: {
      "rt-a1": { vpc: "A", subnets: ["a1"], routes: ["10.1.0.0/16 -> pcx-ab"] },
      "rt-b1": { vpc: "B", subnets: ["b1"], routes: ["10.0.0.0/16 -> pcx-ab", "0.0.0.0/0 -> igw-b"] },
    },
    groups: { sgA: { vpc: "A", in: tcp }, sgB: { vpc: "B", in: ["tcp 443 from 0.0.0.0/0"] } },
    vms: {
      a: { subnet: "a1", addresses: ["10.0.1.10"], groups: ["sgA"] },
      b: { subnet: "b1", addresses: ["10.1.1.10"], publicAddress: "198.51.100.9", groups: ["sgB"] },
    },
  });
}

/**
 * B3, transit gateway `t` between A and B, two zones each: VMs a1, a2, b1, b2 in workload subnets w-a1 ...,
 * attachment subnets t-a1 ..., one table rt-t with which both are associated and to which both propagate.
 */
export function b3(): NetworkSpec {
  const toGateway = ["10.0.0.0/8 -> t"];
  const attachments = ["att-a", "att-b"];
  return network({
    vpcs: { A: { prefixes: ["10.0.0.0/16"] }, B: { prefixes: ["10.1.0.0/16"] } },
    subnets: {
      "w-a1": { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "z1" },
      "w-a2": { vpc: "A", prefixes: ["10.0.2.0/24"], zone: "z2" },
      "t-a1": { vpc: "A", prefixes: ["10.0.255.0/28"], zone: "z1" },
      "t-a2": { vpc: "A", prefixes: ["10.0.255.16/28"], zone: "z2" },
      "w-b1": { vpc: "B", prefixes: ["10.1.1.0/24"], zone: "z1" },
      "w-b2": { vpc: "B", prefixes: ["10.1.2.0/24"], zone: "z2" },
      "t-b1": { vpc: "B", prefixes: ["10.1.255.0/28"], zone: "z1" },
      "t-b2": { vpc: "B", prefixes: ["10.1.255.16/28"], zone: "z2" },
    },
    tgws: { t: {} },
    attachments: {
      "att-a": { tgw: "t", vpc: "A", subnets: ["t-a1", "t-a2"] },
      "att-b": { tgw: "t", vpc: "B", subnets: ["t-b1", "t-b2"] },
    },
    tgwTables: { "rt-t": { tgw: "t", associated: attachments, propagated: attachments, routes: [] } },
    tables: {
      "rt-w-a1": { vpc: "A", subnets: ["w-a1"], routes: toGateway },
      "rt-w-a2": { vpc: "A", subnets: ["w-a2"], routes: toGateway },
      "rt-t-a": { vpc: "A", subnets: ["t-a1", "t-a2"], routes: [] },
      "rt-w-b1": { vpc: "B", subnets: ["w-b1"], routes: toGateway },
      "rt-w-b2": { vpc: "B", subnets: ["w-b2"], routes: toGateway },
      "rt-t-b": { vpc: "B", subnets: ["t-b1", "t-b2"], routes: [] },
    },
    groups: {
      "sg-a": { vpc: "A", in: ["tcp 443 from 10.0.0.0/8"] },
      "sg-b": { vpc: "B", in: ["tcp 443 from 10.0.0.0/8"] },
    },
    vms: {
      a1: { subnet: "w-a1", addresses: ["10.0.1.10"], groups: ["sg-a"] },
      a2: { subnet: "w-a2", addresses: ["10.0.2.10"], groups: ["sg-a"] },
      b1: { subnet: "w-b1", addresses: ["10.1.1.10"], groups: ["sg-b"] },
      b2: { subnet: "w-b2", addresses: ["10.1.2.10"], groups: ["sg-b"] },
    },
  });
}

/** B5, a site 192.168.0.0/16 behind the BGP connection vpn-1 on vgw-1 of VPC A, with VM a. */
export function b5(): NetworkSpec {
  return network({
    vpcs: { A: { prefixes: ["10.0.0.0/16"] } },
    subnets: { a1: { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "zone-a" } },
    vgws: { "vgw-1": { vpc: "A" } },
    vpns: { "vpn-1": { vgw: "vgw-1", tunnels: ["UP", "UP"] } },
    tables: {
      "rt-a1": { vpc: "A", subnets: ["a1"], routes: ["192.168.0.0/16 -> vgw-1 propagated"] },
    },
    groups: { "sg-a": { vpc: "A", in: ["tcp 443 from 192.168.0.0/16"] } },
    vms: { a: { subnet: "a1", addresses: ["10.0.1.10"], groups: ["sg-a"] } },
  });
}

/** B7, the appliance m between x and y: the tables of their subnets send what is for the other one to eni-m. */
export function b7(): NetworkSpec {
  return network({
    vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
    subnets: {
      app: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
      data: { vpc: "V", prefixes: ["10.0.2.0/24"], zone: "z1" },
      fw: { vpc: "V", prefixes: ["10.0.9.0/24"], zone: "z1" },
    },
    tables: {
      "rt-app": { vpc: "V", subnets: ["app"], routes: ["10.0.2.0/24 -> eni-m"] },
      "rt-data": { vpc: "V", subnets: ["data"], routes: ["10.0.1.0/24 -> eni-m"] },
      "rt-fw": { vpc: "V", subnets: ["fw"], routes: [] },
    },
    groups: {
      "sg-x": { vpc: "V", in: [] },
      "sg-y": { vpc: "V", in: ["tcp 5432 from 10.0.1.0/24"] },
      "sg-m": { vpc: "V", in: ["all from 0.0.0.0/0"] },
    },
    vms: {
      x: { subnet: "app", addresses: ["10.0.1.10"], groups: ["sg-x"] },
      y: { subnet: "data", addresses: ["10.0.2.10"], groups: ["sg-y"] },
      m: { subnet: "fw", addresses: ["10.0.9.10"], groups: ["sg-m"], sourceDestCheck: false },
    },
  });
}

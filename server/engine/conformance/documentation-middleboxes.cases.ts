import { b3 } from "../../testing/network-builder-bases";
import { but, network } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import { reachable, refused } from "./conformance-case";
import { type DocumentedNetwork, page } from "./documented-network";

/** A web server in 172.31.0.0/20; what enters for its subnet is led through the appliance, and back. */
const intercepted = network({
  vpcs: { V: { prefixes: ["172.31.0.0/16"] } },
  subnets: {
    web: { vpc: "V", prefixes: ["172.31.0.0/20"], zone: "z1" },
    security: { vpc: "V", prefixes: ["172.31.16.0/20"], zone: "z1" },
  },
  igws: { igw: { vpc: "V" } },
  tables: {
    "rt-igw": { vpc: "V", gateways: ["igw"], routes: ["172.31.0.0/20 -> eni-ids"] },
    "rt-web": { vpc: "V", subnets: ["web"], routes: ["0.0.0.0/0 -> eni-ids"] },
    "rt-security": { vpc: "V", subnets: ["security"], routes: ["0.0.0.0/0 -> igw"] },
  },
  groups: {
    "sg-web": { vpc: "V", in: ["tcp 443 from 0.0.0.0/0"] },
    "sg-ids": { vpc: "V", in: ["all from 0.0.0.0/0"] },
  },
  vms: {
    server: {
      subnet: "web",
      addresses: ["172.31.0.10"],
      groups: ["sg-web"],
      publicAddress: "198.51.100.10",
    },
    ids: {
      subnet: "security",
      addresses: ["172.31.16.10"],
      groups: ["sg-ids"],
      publicAddress: "198.51.100.20",
      sourceDestCheck: false,
    },
  },
});

/** Between two subnets of one VPC: routes narrower than the local one lead through the appliance in a third. */
const between = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    a: { vpc: "V", prefixes: ["10.0.0.0/24"], zone: "z1" },
    b: { vpc: "V", prefixes: ["10.0.2.0/24"], zone: "z1" },
    c: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
  },
  tables: {
    "rt-a": { vpc: "V", subnets: ["a"], routes: ["10.0.2.0/24 -> eni-firewall"] },
    "rt-b": { vpc: "V", subnets: ["b"], routes: ["10.0.0.0/24 -> eni-firewall"] },
    "rt-c": { vpc: "V", subnets: ["c"], routes: [] },
  },
  groups: { open: { vpc: "V", in: ["all from 10.0.0.0/16"] } },
  vms: {
    client: { subnet: "a", addresses: ["10.0.0.10"], groups: ["open"] },
    server: { subnet: "b", addresses: ["10.0.2.10"], groups: ["open"] },
    firewall: { subnet: "c", addresses: ["10.0.1.10"], groups: ["open"], sourceDestCheck: false },
  },
});

/** A private subnet that gets out by an instance with an Elastic IP in a public one. */
const natInstance = network({
  vpcs: { V: { prefixes: ["10.0.0.0/16"] } },
  subnets: {
    public: { vpc: "V", prefixes: ["10.0.0.0/24"], zone: "z1" },
    private: { vpc: "V", prefixes: ["10.0.1.0/24"], zone: "z1" },
  },
  igws: { igw: { vpc: "V" } },
  tables: {
    "rt-public": { vpc: "V", subnets: ["public"], routes: ["0.0.0.0/0 -> igw"] },
    "rt-private": { vpc: "V", subnets: ["private"], routes: ["0.0.0.0/0 -> eni-nat"] },
  },
  groups: {
    NATSG: {
      vpc: "V",
      in: ["tcp 80 from 10.0.1.0/24", "tcp 443 from 10.0.1.0/24"],
      out: ["tcp 80 to 0.0.0.0/0", "tcp 443 to 0.0.0.0/0"],
    },
    DBServerSG: { vpc: "V", in: [] },
  },
  vms: {
    database: { subnet: "private", addresses: ["10.0.1.10"], groups: ["DBServerSG"] },
    nat: {
      subnet: "public",
      addresses: ["10.0.0.10"],
      groups: ["NATSG"],
      publicAddress: "198.51.100.7",
      sourceDestCheck: false,
    },
  },
  appliances: { "eni-nat": { behavior: "nat" } },
});

/** A and B send everything to the appliances of the shared services VPC, one in each zone. */
const sharedAppliance = but(b3(), {
  vpcs: { C: { prefixes: ["192.168.0.0/16"] } },
  subnets: {
    "c-t1": { vpc: "C", prefixes: ["192.168.0.0/24"], zone: "z1" },
    "c-t2": { vpc: "C", prefixes: ["192.168.1.0/24"], zone: "z2" },
    "c-f1": { vpc: "C", prefixes: ["192.168.2.0/24"], zone: "z1" },
    "c-f2": { vpc: "C", prefixes: ["192.168.3.0/24"], zone: "z2" },
  },
  attachments: { "att-c": { tgw: "t", vpc: "C", subnets: ["c-t1", "c-t2"], applianceMode: true } },
  tgwTables: {
    "rt-t": null,
    "rt-spokes": {
      tgw: "t",
      associated: ["att-a", "att-b"],
      propagated: [],
      routes: ["0.0.0.0/0 -> att-c"],
    },
    "rt-shared": { tgw: "t", associated: ["att-c"], propagated: ["att-a", "att-b"], routes: [] },
  },
  groups: { "sg-ids": { vpc: "C", in: ["all from 10.0.0.0/8"] } },
  vms: {
    ids1: { subnet: "c-f1", addresses: ["192.168.2.10"], groups: ["sg-ids"], sourceDestCheck: false },
    ids2: { subnet: "c-f2", addresses: ["192.168.3.10"], groups: ["sg-ids"], sourceDestCheck: false },
  },
  tables: {
    "rt-c-t1": { vpc: "C", subnets: ["c-t1"], routes: ["0.0.0.0/0 -> eni-ids1"] },
    "rt-c-t2": { vpc: "C", subnets: ["c-t2"], routes: ["0.0.0.0/0 -> eni-ids2"] },
    "rt-c-f": { vpc: "C", subnets: ["c-f1", "c-f2"], routes: ["0.0.0.0/0 -> t"] },
  },
});

/** Appliances in the way, as the guides explain them. */
export const middleboxPages: readonly DocumentedNetwork[] = [
  {
    page: page("VPC User Guide", "Gateway route tables", "gateway-route-tables.html"),
    rows: [
      {
        title: "what enters for the subnet goes through the appliance",
        clauses: ["R-14", "MBX-1"],
        network: intercepted,
        question: ask("internet", "server", "tcp/443"),
        expected: { ...reachable, via: "eni-ids" },
      },
      {
        title: "the interface that takes it needs a public address",
        clauses: ["R-14"],
        network: but(intercepted, { vms: { ids: { publicAddress: undefined } } }),
        question: ask("internet", "server", "tcp/443"),
        expected: refused("MBX_NO_PUBLIC_IP", "eni-ids"),
      },
      {
        title: "the subnet must answer through the same appliance",
        clauses: ["R-15"],
        network: but(intercepted, { tables: { "rt-web": { routes: ["0.0.0.0/0 -> igw"] } } }),
        question: ask("internet", "server", "tcp/443"),
        expected: refused("INGRESS_REDIRECT", "igw", "return"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "Routing for a middlebox appliance", "route-table-options.html"),
    rows: [
      {
        title: "traffic between two subnets is inspected, both ways",
        clauses: ["R-6", "MBX-1", "MBX-2"],
        network: between,
        question: ask("client", "server", "tcp/443"),
        expected: { ...reachable, via: "eni-firewall" },
      },
      {
        title: "asymmetric routing is not supported",
        clauses: ["MBX-5"],
        network: but(between, { tables: { "rt-b": { routes: [] } } }),
        question: ask("client", "server", "tcp/443"),
        expected: refused("ASYMMETRIC", undefined, "return"),
      },
    ],
  },
  {
    page: page("VPC User Guide", "NAT instances", "VPC_NAT_Instance.html"),
    rows: [
      {
        title: "the database gets out to web ports",
        clauses: ["MBX-2", "T-4"],
        network: natInstance,
        question: ask("database", "internet", "tcp/443"),
        expected: { ...reachable, via: "eni-nat" },
      },
      {
        title: "its security group lets nothing else through",
        clauses: ["MBX-1"],
        network: natInstance,
        question: ask("database", "internet", "tcp/22"),
        expected: refused("SG_INGRESS", "eni-nat", "forward"),
      },
      {
        title: "its source/destination check must be off",
        clauses: ["ENI-4"],
        network: but(natInstance, { vms: { nat: { sourceDestCheck: true } } }),
        question: ask("database", "internet", "tcp/443"),
        expected: refused("DST_CHECK", "eni-nat", "forward"),
      },
    ],
  },
  {
    page: page(
      "Transit Gateway Guide",
      "Appliance in a shared services VPC",
      "transit-gateway-appliance-scenario.html",
    ),
    rows: [
      {
        title: "appliance mode keeps both directions at one appliance",
        clauses: ["TGW-6", "TGW-8"],
        network: sharedAppliance,
        question: ask("a1", "b2", "tcp/443"),
        expected: reachable,
      },
      {
        title: "without it each direction stays in its own zone",
        clauses: ["TGW-6", "MBX-5"],
        network: but(sharedAppliance, { attachments: { "att-c": { applianceMode: false } } }),
        question: ask("a1", "b2", "tcp/443"),
        expected: refused("ASYMMETRIC", undefined, "return"),
      },
    ],
  },
];

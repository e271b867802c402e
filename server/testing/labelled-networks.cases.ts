import type { LabelledApplication } from "./labelled-applications.cases";
import { b2, b3 } from "./network-builder-bases";
import { and, but } from "./network-builder-change";
import type { NetworkSpec } from "./network-builder-spec";
import { type Role, smallApplication } from "./small-application";

const https = "tcp 443 from 0.0.0.0/0";

/** A second network `w` 10.1.0.0/16 with one subnet, peered with `v`, and its hosts. */
function peered(
  roles: Readonly<Record<string, Role>>,
  far: Readonly<Record<string, { readonly address: string; readonly in: readonly string[] }>>,
): NetworkSpec {
  const base = smallApplication(roles);
  const toFar = { routes: and("10.1.0.0/16 -> pcx") };
  return but(
    base,
    {
      vpcs: { w: { prefixes: ["10.1.0.0/16"] } },
      subnets: { far: { vpc: "w", prefixes: ["10.1.0.0/24"], zone: "zone-a" } },
      peerings: { pcx: { requester: "v", accepter: "w" } },
      tables: {
        "rt-public": toFar,
        "rt-private-a": toFar,
        "rt-private-b": toFar,
        "rt-isolated": toFar,
        "rt-far": { vpc: "w", subnets: ["far"], routes: ["10.0.0.0/16 -> pcx"] },
      },
    },
    {
      groups: Object.fromEntries(
        Object.entries(far).map(([role, { in: rules }]) => [`sg-${role}`, { vpc: "w", in: rules }]),
      ),
      vms: Object.fromEntries(
        Object.entries(far).map(([role, { address }]) => [
          `${role}-1`,
          { subnet: "far", addresses: [address], groups: [`sg-${role}`] },
        ]),
      ),
    },
  );
}

/** Networks joined by peering or a transit gateway. */
export const peeredApplications: readonly LabelledApplication[] = [
  {
    name: "shared-directory",
    style: "peered",
    purpose:
      "An application signs people in at a directory in a peered network, named by group. Its servers fetch updates.",
    network: peered(
      { app: { place: "private", in: [] } },
      { directory: { address: "10.1.0.10", in: ["tcp 636 from sg-app"] } },
    ),
    required: ["app-1+app-2 > directory-1 tcp/636", "app-1+app-2 > internet tcp/443"],
  },
  {
    name: "reporting",
    style: "peered",
    purpose:
      "A reporting host in a peered network reads the application's database, named by its address; nothing leaves.",
    network: peered(
      {
        app: { place: "isolated", in: [] },
        db: { place: "isolated", count: 1, in: ["tcp 5432 from sg-app", "tcp 5432 from 10.1.0.10/32"] },
      },
      { report: { address: "10.1.0.10", in: [] } },
    ),
    required: ["app-1+app-2 > db-1 tcp/5432", "report-1 > db-1 tcp/5432"],
  },
  {
    name: "log-collector",
    style: "peered",
    purpose:
      "Every host of the application sends logs to a collector in a peered network, which admits that whole network.",
    network: peered(
      { web: { place: "isolated", in: [] }, job: { place: "isolated", in: [] } },
      { collector: { address: "10.1.0.20", in: ["tcp 6514 from 10.0.0.0/16"] } },
    ),
    required: ["web-1+web-2 > collector-1 tcp/6514", "job-1+job-2 > collector-1 tcp/6514"],
  },
  {
    name: "chain",
    style: "peered",
    purpose:
      "A calls B by the group it is in, and B calls C the same way; A and C have nothing to do with each other.",
    network: but(b2(), {
      groups: {
        sgA: { in: [] },
        sgB: { in: ["tcp 443 from sgA"] },
        sgC: { in: ["tcp 8443 from sgB"] },
      },
    }),
    required: ["a > b tcp/443", "b > c tcp/8443"],
  },
  {
    name: "hub",
    style: "peered",
    purpose:
      "Two networks on a transit gateway: servers of B are called by those of A, which they name by their subnets.",
    network: but(b3(), {
      groups: {
        "sg-a": { in: [] },
        "sg-b": { in: ["tcp 443 from 10.0.1.0/24", "tcp 443 from 10.0.2.0/24"] },
      },
    }),
    required: ["a1 > b1+b2 tcp/443", "a2 > b1+b2 tcp/443"],
  },
];

/** Services reached by endpoints. */
export const endpointApplications: readonly LabelledApplication[] = [
  {
    name: "archive",
    style: "endpoint",
    purpose: "Closed-in workers read and write S3 by a gateway endpoint; nothing else leaves.",
    network: smallApplication(
      { worker: { place: "isolated", in: [] } },
      {
        endpoints: {
          "vpce-s3": {
            type: "Gateway",
            vpc: "v",
            service: "com.amazonaws.us-east-1.s3",
            tables: ["rt-isolated"],
          },
        },
      },
    ),
    required: ["worker-1+worker-2 > vpce-s3 tcp/443"],
  },
  {
    name: "managed-queue",
    style: "endpoint",
    purpose:
      "A public front end and closed-in workers share a managed queue by an interface endpoint that names both groups.",
    network: smallApplication(
      { front: { place: "public", in: [https] }, worker: { place: "isolated", in: [] } },
      {
        endpoints: {
          "vpce-sqs": {
            type: "Interface",
            vpc: "v",
            service: "com.amazonaws.us-east-1.sqs",
            subnets: { "isolated-a": "10.0.20.200", "isolated-b": "10.0.21.200" },
            groups: ["sg-sqs"],
          },
        },
        groups: {
          "sg-sqs": { vpc: "v", in: ["tcp 443 from sg-front", "tcp 443 from sg-worker"] },
          "sg-front": { vpc: "v", in: [https] },
          "sg-worker": { vpc: "v", in: [] },
        },
      },
    ),
    required: [
      "internet > front-1+front-2 tcp/443",
      "front-1+front-2 > vpce-sqs tcp/443",
      "worker-1+worker-2 > vpce-sqs tcp/443",
      "front-1+front-2 > internet tcp/443",
    ],
  },
  {
    name: "secrets",
    style: "endpoint",
    purpose:
      "A closed-in application fetches its secrets by an interface endpoint that admits the network, and asks a database.",
    network: smallApplication(
      {
        app: { place: "isolated", in: [] },
        db: { place: "isolated", count: 1, in: ["tcp 5432 from sg-app"] },
      },
      {
        endpoints: {
          "vpce-secrets": {
            type: "Interface",
            vpc: "v",
            service: "com.amazonaws.us-east-1.secretsmanager",
            subnets: { "isolated-a": "10.0.20.200" },
            groups: ["sg-endpoint"],
          },
        },
        groups: {
          "sg-app": { vpc: "v", in: [] },
          "sg-db": { vpc: "v", in: ["tcp 5432 from sg-app"] },
          "sg-endpoint": { vpc: "v", in: ["tcp 443 from 10.0.0.0/16"] },
        },
      },
    ),
    required: ["app-1+app-2 > db-1 tcp/5432", "app-1+app-2 > vpce-secrets tcp/443"],
  },
  {
    name: "data-lake",
    style: "endpoint",
    purpose:
      "Ingest hosts fetch from outside and write to S3 by a gateway endpoint; analysts' hosts only read from it.",
    network: smallApplication(
      { ingest: { place: "private", in: [] }, analyst: { place: "isolated", in: [] } },
      {
        endpoints: {
          "vpce-s3": {
            type: "Gateway",
            vpc: "v",
            service: "com.amazonaws.us-east-1.s3",
            tables: ["rt-private-a", "rt-private-b", "rt-isolated"],
          },
        },
      },
    ),
    required: [
      "ingest-1+ingest-2 > vpce-s3 tcp/443",
      "analyst-1+analyst-2 > vpce-s3 tcp/443",
      "ingest-1+ingest-2 > internet tcp/443",
    ],
  },
];

/** Rules as they grow over the years: wider than needed, left over, or one group for everything. */
export const unkemptApplications: readonly LabelledApplication[] = [
  {
    name: "one-group",
    style: "tiered",
    purpose:
      "Web server and database carry the network's default group, whose members may do anything; visitors by HTTPS.",
    network: smallApplication(
      { web: { place: "public", count: 1, in: [https, "all from sg-web"] } },
      {
        vms: {
          "web-1": {
            subnet: "public-a",
            addresses: ["10.0.0.20"],
            groups: ["sg-web"],
            publicAddress: "198.51.100.100",
          },
          "db-1": { subnet: "isolated-a", addresses: ["10.0.20.20"], groups: ["sg-web"] },
        },
      },
    ),
    required: ["internet > web-1 tcp/443", "web-1 > db-1 tcp/3306", "web-1 > internet tcp/443"],
  },
  {
    name: "everyone-here",
    style: "tiered",
    purpose:
      "The database admits the whole network, though only the application asks it. The application calls outside.",
    network: smallApplication({
      app: { place: "private", in: [] },
      job: { place: "isolated", in: [] },
      db: { place: "isolated", count: 1, in: ["tcp 5432 from 10.0.0.0/16"] },
    }),
    required: ["app-1+app-2 > db-1 tcp/5432", "app-1+app-2 > internet tcp/443"],
  },
  {
    name: "left-over",
    style: "tiered",
    purpose:
      "The application moved to a new database; the old one still admits it, and nobody needs it. Only the application goes out, the databases have a way they do not need.",
    network: smallApplication({
      app: { place: "private", in: [] },
      db: { place: "private", count: 1, in: ["tcp 5432 from sg-app"] },
      old: { place: "private", count: 1, in: ["tcp 3306 from sg-app"] },
    }),
    required: ["app-1+app-2 > db-1 tcp/5432", "app-1+app-2 > internet tcp/443"],
  },
];

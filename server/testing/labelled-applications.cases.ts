import type { NetworkSpec } from "./network-builder-spec";
import { smallApplication } from "./small-application";

/** A small application with the flows that its purpose needs, labelled by hand from the description alone. */
export interface LabelledApplication {
  readonly name: string;
  readonly style: "tiered" | "balanced" | "queue" | "peered" | "endpoint";
  /** What it is for and what it needs; the labels follow from this. */
  readonly purpose: string;
  readonly network: NetworkSpec;
  /** `from > to protocol/port`; several members are joined by `+`. */
  readonly required: readonly string[];
}

const https = "tcp 443 from 0.0.0.0/0";

/** Tiers that name each other by group. */
export const tieredApplications: readonly LabelledApplication[] = [
  {
    name: "shop",
    style: "tiered",
    purpose:
      "Web, application and database tier. Everything but the database fetches updates and calls a payment service.",
    network: smallApplication({
      web: { place: "public", in: [https] },
      app: { place: "private", in: ["tcp 8080 from sg-web"] },
      db: { place: "isolated", in: ["tcp 5432 from sg-app"] },
    }),
    required: [
      "internet > web-1+web-2 tcp/443",
      "web-1+web-2 > app-1+app-2 tcp/8080",
      "app-1+app-2 > db-1+db-2 tcp/5432",
      "web-1+web-2 > internet tcp/443",
      "app-1+app-2 > internet tcp/443",
    ],
  },
  {
    name: "blog",
    style: "tiered",
    purpose:
      "One server for everything, with its database on it; visitors by HTTP and HTTPS; it fetches updates.",
    network: smallApplication({
      blog: { place: "public", count: 1, in: ["tcp 80 from 0.0.0.0/0", https] },
    }),
    required: ["internet > blog-1 tcp/80", "internet > blog-1 tcp/443", "blog-1 > internet tcp/443"],
  },
  {
    name: "intranet",
    style: "tiered",
    purpose:
      "An application only for an office with a fixed public address; the database is closed in; servers fetch updates.",
    network: smallApplication({
      portal: { place: "public", in: ["tcp 443 from 203.0.113.0/24"] },
      db: { place: "isolated", count: 1, in: ["tcp 3306 from sg-portal"] },
    }),
    required: [
      "internet 203.0.113.0/24 > portal-1+portal-2 tcp/443",
      "portal-1+portal-2 > db-1 tcp/3306",
      "portal-1+portal-2 > internet tcp/443",
    ],
  },
  {
    name: "bastion",
    style: "tiered",
    purpose:
      "Administrators come in by one bastion and go on to private servers, which fetch updates; so does the bastion.",
    network: smallApplication({
      bastion: { place: "public", count: 1, in: ["tcp 22 from 203.0.113.7/32"] },
      server: { place: "private", in: ["tcp 22 from sg-bastion"] },
    }),
    required: [
      "internet 203.0.113.7/32 > bastion-1 tcp/22",
      "bastion-1 > server-1+server-2 tcp/22",
      "server-1+server-2 > internet tcp/443",
      "bastion-1 > internet tcp/443",
    ],
  },
  {
    name: "cached",
    style: "tiered",
    purpose: "A public API with a shared cache and a database, both closed in. The API calls others outside.",
    network: smallApplication({
      api: { place: "public", in: [https] },
      cache: { place: "isolated", in: ["tcp 6379 from sg-api"] },
      db: { place: "isolated", in: ["tcp 5432 from sg-api"] },
    }),
    required: [
      "internet > api-1+api-2 tcp/443",
      "api-1+api-2 > cache-1+cache-2 tcp/6379",
      "api-1+api-2 > db-1+db-2 tcp/5432",
      "api-1+api-2 > internet tcp/443",
    ],
  },
  {
    name: "services",
    style: "tiered",
    purpose:
      "Three internal services that call each other; orders calls stock and billing, billing calls a bank outside.",
    network: smallApplication({
      orders: { place: "isolated", in: [] },
      stock: { place: "isolated", in: ["tcp 8081 from sg-orders"] },
      billing: { place: "private", in: ["tcp 8082 from sg-orders"] },
    }),
    required: [
      "orders-1+orders-2 > stock-1+stock-2 tcp/8081",
      "orders-1+orders-2 > billing-1+billing-2 tcp/8082",
      "billing-1+billing-2 > internet tcp/443",
    ],
  },
  {
    name: "cluster",
    style: "tiered",
    purpose:
      "A database cluster of three that replicates among its members, for one application; nothing leaves.",
    network: smallApplication({
      app: { place: "isolated", in: [] },
      node: { place: "isolated", count: 3, in: ["tcp 9042 from sg-app", "tcp 7000 from sg-node"] },
    }),
    required: [
      "app-1+app-2 > node-1+node-2+node-3 tcp/9042",
      "node-1+node-2+node-3 > node-1+node-2+node-3 tcp/7000",
    ],
  },
  {
    name: "dns",
    style: "tiered",
    purpose: "Two name servers, asked by everyone over UDP and TCP; they fetch updates.",
    network: smallApplication({
      ns: { place: "public", in: ["udp 53 from 0.0.0.0/0", "tcp 53 from 0.0.0.0/0"] },
    }),
    required: ["internet > ns-1+ns-2 udp/53", "internet > ns-1+ns-2 tcp/53", "ns-1+ns-2 > internet tcp/443"],
  },
  {
    name: "monitored",
    style: "tiered",
    purpose:
      "An internal service, and a monitor that reads its figures from the monitor's own subnet; nothing leaves.",
    network: smallApplication({
      service: { place: "isolated", in: ["tcp 9100 from 10.0.20.30/32", "tcp 8443 from sg-client"] },
      monitor: { place: "isolated", count: 1, in: [] },
      client: { place: "isolated", in: [] },
    }),
    required: [
      "monitor-1 > service-1+service-2 tcp/9100",
      "client-1+client-2 > service-1+service-2 tcp/8443",
    ],
  },
];

/** Work handed over by a broker. */
export const queueApplications: readonly LabelledApplication[] = [
  {
    name: "orders-queue",
    style: "queue",
    purpose:
      "A front end puts orders into a broker, workers take them out and write a database. Workers call a carrier outside.",
    network: smallApplication({
      front: { place: "public", in: [https] },
      broker: { place: "isolated", in: ["tcp 5671 from sg-front", "tcp 5671 from sg-worker"] },
      worker: { place: "private", in: [] },
      db: { place: "isolated", count: 1, in: ["tcp 5432 from sg-worker"] },
    }),
    required: [
      "internet > front-1+front-2 tcp/443",
      "front-1+front-2 > broker-1+broker-2 tcp/5671",
      "worker-1+worker-2 > broker-1+broker-2 tcp/5671",
      "worker-1+worker-2 > db-1 tcp/5432",
      "worker-1+worker-2 > internet tcp/443",
      "front-1+front-2 > internet tcp/443",
    ],
  },
  {
    name: "telemetry",
    style: "queue",
    purpose:
      "Devices send to a collector by MQTT over TLS; a log of streams behind it; one reader writes a store. No other traffic leaves.",
    network: smallApplication({
      collector: { place: "public", in: ["tcp 8883 from 0.0.0.0/0"] },
      stream: {
        place: "isolated",
        count: 3,
        in: ["tcp 9092 from sg-collector", "tcp 9092 from sg-reader", "tcp 9093 from sg-stream"],
      },
      reader: { place: "isolated", in: [] },
      store: { place: "isolated", in: ["tcp 8086 from sg-reader"] },
    }),
    required: [
      "internet > collector-1+collector-2 tcp/8883",
      "collector-1+collector-2 > stream-1+stream-2+stream-3 tcp/9092",
      "reader-1+reader-2 > stream-1+stream-2+stream-3 tcp/9092",
      "stream-1+stream-2+stream-3 > stream-1+stream-2+stream-3 tcp/9093",
      "reader-1+reader-2 > store-1+store-2 tcp/8086",
    ],
  },
  {
    name: "batch",
    style: "queue",
    purpose:
      "A scheduler hands work to runners by a queue server; runners fetch data from outside and write to a file server.",
    network: smallApplication({
      scheduler: { place: "isolated", count: 1, in: [] },
      queue: { place: "isolated", count: 1, in: ["tcp 6379 from sg-scheduler", "tcp 6379 from sg-runner"] },
      runner: { place: "private", count: 4, in: [] },
      files: { place: "isolated", count: 1, in: ["tcp 2049 from sg-runner"] },
    }),
    required: [
      "scheduler-1 > queue-1 tcp/6379",
      "runner-1+runner-2+runner-3+runner-4 > queue-1 tcp/6379",
      "runner-1+runner-2+runner-3+runner-4 > files-1 tcp/2049",
      "runner-1+runner-2+runner-3+runner-4 > internet tcp/443",
    ],
  },
  {
    name: "mail",
    style: "queue",
    purpose:
      "Mail comes in by SMTP to relays, waits in a spool that scanners empty into mailboxes. Relays and scanners fetch rules from outside.",
    network: smallApplication({
      relay: { place: "public", in: ["tcp 25 from 0.0.0.0/0"] },
      spool: { place: "isolated", count: 1, in: ["tcp 24 from sg-relay"] },
      scanner: { place: "private", in: ["tcp 10025 from sg-spool"] },
      mailbox: { place: "isolated", in: ["tcp 24 from sg-scanner"] },
    }),
    required: [
      "internet > relay-1+relay-2 tcp/25",
      "relay-1+relay-2 > spool-1 tcp/24",
      "spool-1 > scanner-1+scanner-2 tcp/10025",
      "scanner-1+scanner-2 > mailbox-1+mailbox-2 tcp/24",
      "relay-1+relay-2 > internet tcp/443",
      "scanner-1+scanner-2 > internet tcp/443",
    ],
  },
];

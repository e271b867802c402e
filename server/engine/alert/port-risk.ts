import { type PortSet, ports } from "../net";

/** What an open port is usually for. The order is from worst to mildest. */
export const PORT_RISKS = ["data-store", "admin", "every-port", "other", "web", "ping"] as const;
export type PortRisk = (typeof PORT_RISKS)[number];

/** SQL Server, Oracle, MySQL, NFS, PostgreSQL, Redshift, CouchDB, Redis, Cassandra, Elasticsearch, Memcached, MongoDB. */
const DATA_STORE: PortSet = ports.of(
  [1433, 1521, 2049, 3306, 5432, 5439, 5984, 6379, 6380, 9042, 9200, 9300, 11211, 27017, 27018].map(
    (port) => [port, port],
  ),
);
/** SSH, telnet, RPC, SMB, RDP, VNC, WinRM, container and cluster APIs. */
const ADMIN: PortSet = ports.of(
  [22, 23, 135, 445, 2375, 2376, 3389, 5900, 5985, 5986, 6443, 10250].map((port) => [port, port]),
);
const WEB: PortSet = ports.of([80, 443, 8080, 8443].map((port) => [port, port]));
/** A range this long was not written for one service, whichever known port happens to lie in it. */
const WIDE_PORT_COUNT = 1000;

/** What the open ports of one row are for; the worst that they hold. */
export function portRisk(protocol: string, open: PortSet): PortRisk {
  if (protocol === "icmp" || protocol === "icmpv6") return "ping";
  if (protocol !== "tcp" && protocol !== "udp") return "other";
  if (open.reduce((sum, [lo, hi]) => sum + hi - lo + 1, 0) >= WIDE_PORT_COUNT) return "every-port";
  if (ports.intersect(open, DATA_STORE).length > 0) return "data-store";
  if (ports.intersect(open, ADMIN).length > 0) return "admin";
  return ports.covers(WEB, open) ? "web" : "other";
}

/** The worst of several; ping where there is none. */
export function worstRisk(risks: readonly PortRisk[]): PortRisk {
  return PORT_RISKS.find((risk) => risks.includes(risk)) ?? "ping";
}

import type { Rating } from "../finding";
import type { Failure } from "../semantics";

/** Kinds that fail on their own account, with where the number comes from (operations 2.4). */
const BY_KIND: Readonly<Record<string, Rating>> = {
  instance: {
    value: 2,
    source:
      "EC2 instance SLA: 99.5 % a month, up to 3.6 h down, is where credits start; an upper bound, not a failure rate",
  },
  natGateway: {
    value: 2,
    source: "a zonal gateway goes with its zone and is removed by mistake now and then; an assumption",
  },
  networkInterface: { value: 1, source: "detached or deleted by mistake; an assumption" },
  subnet: { value: 1, source: "its zone fails, or it is cut off by mistake; an assumption" },
  region: { value: 0, source: "hardly ever as a whole; an assumption" },
  zone: { value: 1, source: "a few per decade and zone; an assumption" },
  internetGateway: { value: 1, source: "redundant by itself; only a wrong detach ends it; an assumption" },
  egressOnlyInternetGateway: {
    value: 1,
    source: "redundant by itself; only a wrong detach ends it; an assumption",
  },
  vpcPeeringConnection: { value: 1, source: "deleted by either side by mistake; an assumption" },
  loadBalancer: { value: 1, source: "redundant by itself; deleted by mistake; an assumption" },
  classicLoadBalancer: { value: 1, source: "redundant by itself; deleted by mistake; an assumption" },
  loadBalancerNode: { value: 1, source: "replaced by the provider within minutes; an assumption" },
  databaseInstance: { value: 2, source: "an instance behind a name, patched and restarted; an assumption" },
  vpnConnection: { value: 2, source: "one device and line at the site carry both tunnels; an assumption" },
  vpnTunnel: {
    value: 3,
    source: "the provider replaces tunnel ends for maintenance several times a year; an assumption",
  },
  directConnectConnection: { value: 2, source: "a line is cut or maintained now and then; an assumption" },
  virtualInterface: { value: 1, source: "deleted or misconfigured by mistake; an assumption" },
  transitGatewayAttachment: { value: 1, source: "deleted or moved by mistake; an assumption" },
};

const WRONG_CHANGE: Rating = {
  value: 1,
  source: "nothing fails by itself, it takes a wrong change to a rule; an assumption",
};

/** How likely a failure is, 0 to 4, with the source of the number. */
export function failureLikelihood({ kind, mode }: Failure): Rating {
  return mode === "down" ? (BY_KIND[kind] ?? WRONG_CHANGE) : WRONG_CHANGE;
}

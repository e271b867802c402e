/**
 * What the interpreter does not know yet, as it says it. A branch that needs one of these is left undecided, never
 * guessed. `docs/model-limits.md` explains each, which a test checks.
 */
export const NOT_MODELED = {
  gatewayBalancer: "traffic to a gateway load balancer's own interface is not modeled",
  balancerSource: "flows that a load balancer opens on its own account are not modeled",
  transitInterface: "traffic to a transit gateway's own interface is not modeled",
  otherAttachment: "attachments other than to VPCs and peers are not modeled yet",
  otherTarget: "route targets of other kinds are not modeled",
  regionalNatTarget: "a regional NAT gateway's routes to anything but an internet gateway are not modeled",
} as const;

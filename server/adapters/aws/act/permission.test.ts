import fc from "fast-check";
import { expect, it } from "vitest";
import type { SecurityGroupRule } from "../../../engine/configuration";
import { readAwsInput } from "../read-aws-input";
import { permissionOf } from "./permission";

const peer: fc.Arbitrary<SecurityGroupRule["peer"]> = fc.oneof(
  fc.constantFrom("0.0.0.0/0", "10.1.0.0/16", "192.0.2.7/32", "::/0", "2001:db8::/32").map((prefix) => ({
    kind: "prefix" as const,
    prefix,
  })),
  fc.constant({ kind: "prefixList" as const, prefixListId: "pl-1" }),
  fc.record(
    {
      kind: fc.constant("securityGroup" as const),
      securityGroupId: fc.constantFrom("sg-a", "sg-b"),
      accountId: fc.constantFrom("111111111111", "222222222222"),
      vpcId: fc.constant("vpc-2"),
      vpcPeeringConnectionId: fc.constant("pcx-1"),
    },
    { requiredKeys: ["kind", "securityGroupId"] },
  ),
);
const reach = fc.oneof(
  fc.constant({ protocol: -1 }),
  fc.constantFrom(50, 51, 47).map((protocol) => ({ protocol })),
  fc.constantFrom(
    { protocol: 1, fromPort: -1, toPort: -1 },
    { protocol: 1, fromPort: 8, toPort: 0 },
    { protocol: 58, fromPort: 128, toPort: -1 },
  ),
  fc
    .tuple(fc.constantFrom(6, 17), fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 100 }))
    .map(([protocol, from, more]) => ({ protocol, fromPort: from, toPort: Math.min(65_535, from + more) })),
);
const rule: fc.Arbitrary<SecurityGroupRule> = fc
  .tuple(reach, peer, fc.constantFrom(undefined, "from the office"))
  .map(([what, who, description]) => ({
    ...what,
    peer: who,
    ...(description === undefined ? {} : { description }),
  }));

const readAgain = (permission: object, direction: "ingress" | "egress") => {
  const key = direction === "ingress" ? "IpPermissions" : "IpPermissionsEgress";
  const document = { SecurityGroups: [{ GroupId: "sg-x", VpcId: "vpc-1", [key]: [permission] }] };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { resources } = readAwsInput([{ path: "SecurityGroups.json", bytes }]).configuration;
  return resources.securityGroup[0]?.[direction];
};

it("a permission made of a rule reads as that rule and no other", () => {
  fc.assert(
    fc.property(rule, fc.constantFrom("ingress" as const, "egress" as const), (one, direction) => {
      expect(readAgain(permissionOf(one), direction)).toEqual([one]);
    }),
  );
});

it("names one peer and nothing else", () => {
  fc.assert(
    fc.property(rule, (one) => {
      const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permissionOf(one);
      expect([...IpRanges, ...Ipv6Ranges, ...PrefixListIds, ...UserIdGroupPairs]).toHaveLength(1);
    }),
  );
});

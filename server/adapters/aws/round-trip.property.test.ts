import fc from "fast-check";
import { expect, it } from "vitest";
import { configurationSchema, contentHash, exportConfiguration } from "../../engine/configuration";
import { readAwsInput } from ".";
import { file } from "./fixtures";

const octet = fc.integer({ min: 0, max: 255 });
const prefix = fc
  .tuple(octet, octet, fc.integer({ min: 0, max: 33 }))
  .map(([a, b, length]) => `10.${a}.${b}.7/${length}`);
const prefix6 = fc
  .tuple(octet, fc.integer({ min: 0, max: 128 }))
  .map(([a, length]) => `2001:db8:${a.toString(16)}::1/${length}`);
const id = (kind: string) => fc.integer({ min: 1, max: 4 }).map((n) => `${kind}-${n}`);
const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("__proto__", "\u0000", "<b>", "password=x", ""),
);
const tags = fc.array(fc.record({ Key: fc.oneof(fc.constant("Name"), words), Value: words }), {
  maxLength: 3,
});
const port = fc.oneof(fc.integer({ min: -2, max: 65536 }), fc.constant(null));
/** What a broken recorder might write instead. */
const odd = fc.oneof(fc.constant(null), fc.constant(undefined), fc.jsonValue());
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: odd, weight: 1 });

const permission = fc.record({
  IpProtocol: mostly(fc.constantFrom("tcp", "udp", "icmp", "icmpv6", "-1", "47", "256")),
  FromPort: mostly(port),
  ToPort: mostly(port),
  IpRanges: mostly(fc.array(fc.record({ CidrIp: mostly(prefix), Description: words }), { maxLength: 3 })),
  Ipv6Ranges: mostly(fc.array(fc.record({ CidrIpv6: prefix6 }), { maxLength: 2 })),
  UserIdGroupPairs: mostly(
    fc.array(fc.record({ GroupId: id("sg"), UserId: fc.constantFrom("1", "2") }), { maxLength: 2 }),
  ),
});
const entry = fc.record({
  RuleNumber: mostly(fc.integer({ min: 1, max: 5 })),
  Egress: mostly(fc.boolean()),
  Protocol: mostly(fc.constantFrom("-1", "6", "17", "1")),
  RuleAction: mostly(fc.constantFrom("allow", "deny")),
  CidrBlock: mostly(prefix),
  PortRange: mostly(fc.record({ From: port, To: port })),
});
const route = fc.record({
  DestinationCidrBlock: mostly(prefix),
  GatewayId: mostly(fc.constantFrom("local", "igw-1", "vgw-1", "x-1")),
  State: fc.constantFrom("active", "blackhole"),
});
const replies = fc.record(
  {
    Vpcs: mostly(
      fc.array(
        fc.record({
          VpcId: id("vpc"),
          CidrBlock: mostly(prefix),
          OwnerId: fc.constantFrom("1", "2"),
          Tags: tags,
        }),
        { maxLength: 3 },
      ),
    ),
    Subnets: mostly(
      fc.array(
        fc.record({
          SubnetId: id("subnet"),
          VpcId: id("vpc"),
          CidrBlock: mostly(prefix),
          AvailabilityZone: fc.constantFrom("eu-west-1a", "eu-west-1b", null),
          AvailabilityZoneId: fc.constantFrom("euw1-az1", undefined),
          Tags: tags,
        }),
        { maxLength: 4 },
      ),
    ),
    SecurityGroups: mostly(
      fc.array(
        fc.record({
          GroupId: id("sg"),
          GroupName: words,
          IpPermissions: mostly(fc.array(permission, { maxLength: 3 })),
        }),
        { maxLength: 3 },
      ),
    ),
    NetworkAcls: mostly(
      fc.array(
        fc.record({ NetworkAclId: id("acl"), VpcId: id("vpc"), Entries: fc.array(entry, { maxLength: 6 }) }),
        { maxLength: 2 },
      ),
    ),
    RouteTables: mostly(
      fc.array(
        fc.record({ RouteTableId: id("rtb"), VpcId: id("vpc"), Routes: fc.array(route, { maxLength: 4 }) }),
        { maxLength: 2 },
      ),
    ),
    NatGateways: mostly(
      fc.array(
        fc.record({
          NatGatewayId: id("nat"),
          VpcId: id("vpc"),
          State: fc.constant("available"),
          NatGatewayAddresses: fc.array(fc.record({ PublicIp: fc.ipV4(), PrivateIp: mostly(fc.ipV4()) }), {
            maxLength: 3,
          }),
        }),
        { maxLength: 2 },
      ),
    ),
  },
  { requiredKeys: ["Vpcs"] },
);
const input = fc.array(
  fc.record({
    folder: fc.constantFrom("", "eu-west-1/", "accounts/1/eu-west-1/", "accounts/2/eu-north-1/"),
    replies,
  }),
  { minLength: 1, maxLength: 3 },
);

it("parse, export, parse is the identity, whatever the input; equal inputs in another order are equal", () => {
  fc.assert(
    fc.property(input, (parts) => {
      const files = parts.map(({ folder, replies: each }, index) =>
        file(`${folder}reply_${index}.json`, each),
      );
      const { configuration } = readAwsInput(files);
      expect(configurationSchema.safeParse(configuration).success).toBe(true);
      const text = exportConfiguration(configuration);
      const again = readAwsInput([file("export.json", text)]).configuration;
      expect(again).toEqual(configuration);
      expect(exportConfiguration(again)).toBe(text);
      const otherOrder = parts.map(({ folder, replies: each }, index) =>
        file(`${folder}reply_${parts.length - index}.json`, reversed(each)),
      );
      expect(contentHash(readAwsInput(otherOrder).configuration)).toBe(contentHash(configuration));
    }),
    { numRuns: 300 },
  );
});

/** The same reply with every list and every object's keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, reversed(each)] as const);
  return Object.fromEntries(entries.reverse());
}

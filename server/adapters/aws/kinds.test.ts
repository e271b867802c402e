import { describe, expect, it } from "vitest";
import { readAwsInput } from ".";
import { file } from "./fixtures";
import { kindRows, targetGroupArn } from "./kinds.cases";

describe("every attribute that is read", () => {
  it.each(kindRows)("of $kind", ({ kind, replies, expected }) => {
    const files = Object.entries(replies).map(([key, value]) =>
      // The reply about one firewall has two keys side by side.
      key.startsWith("Firewall") ? file("firewall.json", replies) : file(`${key}.json`, { [key]: value }),
    );
    const { configuration, diagnostics } = readAwsInput(kind === "firewall" ? files.slice(0, 1) : files);
    const found = configuration.resources[kind];
    expect(found.length, JSON.stringify(diagnostics)).toBe(1);
    expect(found[0]).toMatchObject(expected);
  });
});

describe("what is half known is left out", () => {
  it.each([
    {
      name: "a prefix list without entries",
      replies: { ManagedPrefixLists: [{ PrefixListId: "pl-1" }] },
      kind: "prefixList",
      code: "prefix-list-entries-missing",
    },
    {
      name: "a transit gateway route table without propagations",
      replies: {
        TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: "r", TransitGatewayId: "t" }],
        TransitGatewayStaticRoutes: [{ TransitGatewayRouteTableId: "r", Routes: [] }],
      },
      kind: "transitGatewayRouteTable",
      code: "transit-routes-missing",
    },
    {
      name: "a transit gateway route table cut off",
      replies: {
        TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: "r", TransitGatewayId: "t" }],
        TransitGatewayPropagations: [{ TransitGatewayRouteTableId: "r" }],
        TransitGatewayStaticRoutes: [
          { TransitGatewayRouteTableId: "r", Routes: [], AdditionalRoutesAvailable: true },
        ],
      },
      kind: "transitGatewayRouteTable",
      code: "transit-routes-missing",
    },
    {
      name: "a VPC attachment without subnets",
      replies: {
        TransitGatewayAttachments: [
          {
            TransitGatewayAttachmentId: "a",
            TransitGatewayId: "t",
            ResourceType: "vpc",
            ResourceId: "v",
            State: "available",
          },
        ],
      },
      kind: "transitGatewayAttachment",
      code: "attachment-incomplete",
    },
    {
      name: "a VPC attachment without association",
      replies: {
        TransitGatewayVpcAttachments: [
          { TransitGatewayAttachmentId: "a", TransitGatewayId: "t", VpcId: "v" },
        ],
      },
      kind: "transitGatewayAttachment",
      code: "attachment-incomplete",
    },
    {
      name: "a target group without targets",
      replies: { TargetGroups: [{ TargetGroupArn: targetGroupArn }] },
      kind: "targetGroup",
      code: "targets-missing",
    },
  ] as const)("$name", ({ replies, kind, code }) => {
    const { configuration, diagnostics } = readAwsInput([file("all.json", replies)]);
    expect(configuration.resources[kind]).toEqual([]);
    expect(diagnostics.map((each) => each.code)).toContain(code);
  });
});

import { describe, expect, it } from "vitest";
import { locate, partsOfArn, regionOfZone } from "./location";

const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app/1";

describe("locate", () => {
  it.each([
    { path: "Vpcs.json", expected: [undefined, undefined, undefined, "Vpcs", undefined] },
    {
      path: "aws_configs/us-east-1/Vpcs.json",
      expected: [undefined, "us-east-1", undefined, "Vpcs", undefined],
    },
    {
      path: "x/accounts/111/us-west-1/Vpcs.json",
      expected: ["111", "us-west-1", undefined, "Vpcs", undefined],
    },
    {
      path: "123456789012/eu-north-1/Vpcs.json",
      expected: ["123456789012", "eu-north-1", undefined, "Vpcs", undefined],
    },
    { path: "Vpcs-us-gov-west-1.json", expected: [undefined, "us-gov-west-1", undefined, "Vpcs", undefined] },
    {
      path: "Vpcs_ap-southeast-2.json",
      expected: [undefined, "ap-southeast-2", undefined, "Vpcs", undefined],
    },
    {
      path: "eu-west-1/Vpcs-us-east-1.json",
      expected: [undefined, "us-east-1", undefined, "Vpcs", undefined],
    },
    {
      path: "ec2.DescribeNatGateways_12.json",
      expected: [undefined, undefined, "ec2", "NatGateways", undefined],
    },
    {
      path: "us-east-1/ec2-describe-network-acls.json",
      expected: [undefined, "us-east-1", "ec2", "NetworkAcls", undefined],
    },
    {
      path: `us-east-1/elbv2-describe-target-health/${encodeURIComponent(arn)}`,
      expected: [undefined, "us-east-1", "elbv2", "TargetHealth", arn],
    },
    {
      path: "us-east-1/elb-describe-instance-health/old.json",
      expected: [undefined, "us-east-1", "elb", "InstanceHealth", "old"],
    },
    { path: "%E0%A4%A.json", expected: [undefined, undefined, undefined, "%E0%A4%A", undefined] },
    { path: "", expected: [undefined, undefined, undefined, "", undefined] },
  ])("reads `$path`", ({ path, expected }) => {
    const { accountId, region, service, subject, parameter } = locate(path);
    expect([accountId, region, service, subject, parameter]).toEqual(expected);
  });
});

it.each([
  ["us-east-1a", "us-east-1"],
  ["us-gov-west-1b", "us-gov-west-1"],
  ["us-west-2-lax-1a", "us-west-2"],
  ["use1-az1", undefined],
  [undefined, undefined],
])("the zone %s lies in region %s", (zone, region) => {
  expect(regionOfZone(zone)).toBe(region);
});

it("finds account and region in an ARN, where it has them", () => {
  expect(partsOfArn(arn)).toEqual({ accountId: "123456789012", region: "us-east-1" });
  expect(partsOfArn("arn:aws:iam::123456789012:role/x")).toEqual({
    accountId: "123456789012",
    region: undefined,
  });
  expect(partsOfArn("not an arn")).toEqual({ accountId: undefined, region: undefined });
});

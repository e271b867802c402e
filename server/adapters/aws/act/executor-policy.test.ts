import { expect, it } from "vitest";
import { stepKindSchema } from "../../../engine/remediation/plan/plan.schema";
import { executorPolicy } from "./executor-policy";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}
const place = { regions: ["eu-central-1"], accountId: "123456789012" };
const statements = (...[allows, where = place]: Partial<Parameters<typeof executorPolicy>>) =>
  (JSON.parse(executorPolicy(allows ?? [], where)) as { Statement: Statement[] }).Statement;
const isReading = (action: string) => /^\w+:(Describe\w+|GetCallerIdentity)$/.test(action);

it.each(stepKindSchema.options)(
  "allows for %s what it needs, where it is needed, and nothing else",
  (kind) => {
    const [reads, ...others] = statements([kind]);
    expect(reads?.Action.every(isReading)).toBe(true);
    if (kind === "webhook") return expect(others).toEqual([]);
    const [allows, denies] = others;
    expect(others).toHaveLength(2);
    expect(allows).toMatchObject({ Effect: "Allow" });
    expect(allows?.Action.some((action) => isReading(action) || action.includes("*"))).toBe(false);
    expect([allows?.Resource].flat().every((arn) => arn?.includes(":eu-central-1:123456789012:"))).toBe(true);
    expect(denies).toMatchObject({
      Effect: "Deny",
      Action: allows?.Action,
      Resource: "*",
      Condition: { Null: { "aws:ResourceTag/umbra:protected": "false" } },
    });
  },
);

it("is for every region and account where none is named, and for the part of the provider's world of those named", () => {
  expect(statements(["create-route"], { regions: [], accountId: undefined })[1]?.Resource).toEqual([
    "arn:aws:ec2:*:*:route-table/*",
  ]);
  const regions = ["cn-north-1", "us-gov-west-1"];
  expect(statements(["set-desired-capacity"], { regions, accountId: "123456789012" })[1]?.Resource).toEqual([
    "arn:aws-cn:autoscaling:cn-north-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*",
    "arn:aws-us-gov:autoscaling:us-gov-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*",
  ]);
});

it("names every statement once, in letters and digits", () => {
  const sids = statements(stepKindSchema.options).map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { readAwsInput } from ".";
import { file } from "./fixtures";
import type { InputFile } from "./input-file";

const STATES = [
  { InstanceId: "i-2", State: "InService", ReasonCode: "N/A", Description: "N/A" },
  { InstanceId: "i-1", State: "OutOfService", ReasonCode: "Instance", Description: "failed the checks" },
];
const described = (path: string) =>
  file(path, {
    LoadBalancerDescriptions: [
      {
        LoadBalancerName: "old",
        Scheme: "internal",
        VPCId: "vpc-1",
        Instances: [{ InstanceId: "i-1" }, { InstanceId: "i-2" }],
        ListenerDescriptions: [],
      },
    ],
  });
const expected = [
  { instanceId: "i-1", state: "OutOfService", reason: "Instance" },
  { instanceId: "i-2", state: "InService" },
];

const layouts: { name: string; files: InputFile[] }[] = [
  {
    name: "each reply in a file named after its load balancer",
    files: [
      described("us-east-1/elb-describe-load-balancers.json"),
      file("us-east-1/elb-describe-instance-health/old.json", { InstanceStates: STATES }),
    ],
  },
  {
    name: "the replies of several load balancers in one list",
    files: [
      described("us-east-1/LoadBalancerDescriptions.json"),
      file("us-east-1/LoadBalancerInstanceHealth.json", {
        LoadBalancerInstanceHealth: [
          { LoadBalancerName: "other", InstanceStates: [] },
          { LoadBalancerName: "old", InstanceStates: STATES },
        ],
      }),
    ],
  },
  {
    name: "as the script numbers them, by account and region",
    files: [
      described("accounts/210987654321/us-east-1/LoadBalancerDescriptions.json"),
      file("accounts/210987654321/us-east-1/LoadBalancerInstanceHealth_1.json", {
        LoadBalancerInstanceHealth: [{ LoadBalancerName: "old", InstanceStates: STATES }],
      }),
    ],
  },
];

describe("the recorded health of a classic load balancer's instances", () => {
  it.each(layouts)("is read: $name", ({ files }) => {
    expect(statesIn(files)).toEqual(expected);
  });

  it("is not that of the load balancer of the same name in another region", () => {
    const elsewhere = file("eu-west-1/elb-describe-instance-health/old.json", { InstanceStates: STATES });
    expect(statesIn([described("us-east-1/elb-describe-load-balancers.json"), elsewhere])).toBeUndefined();
  });

  it("of one that is not in the input is said", () => {
    const { diagnostics } = readAwsInput([
      file("us-east-1/elb-describe-instance-health/gone.json", { InstanceStates: STATES }),
    ]);
    expect(diagnostics.map(({ code }) => code)).toContain("part-without-resource");
  });
});

function statesIn(files: readonly InputFile[]) {
  const { configuration } = readAwsInput(files);
  return configuration.resources.classicLoadBalancer.find(({ id }) => id === "old")?.instanceStates;
}

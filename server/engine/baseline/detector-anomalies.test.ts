import { describe, expect, it } from "vitest";
import { anomalySchema } from "./anomaly.schema";
import type { RateAnomaly } from "./rate/change-rate";
import { changeRateAnomalies } from "./rate/rate-anomalies";
import type { ChangeEvent } from "./trail/change-event.schema";
import type { RareAction } from "./trail/rare-actor";
import { rareActorAnomalies } from "./trail/rare-anomalies";
import { kindOfId } from "./trail/resource-kind";

const event: ChangeEvent = {
  id: "e-1",
  at: "2026-03-21T08:00:00.000Z",
  account: "1",
  region: "eu-central-1",
  actor: { id: "arn:aws:iam::1:user/eve", kind: "user", name: "eve" },
  sourceNetwork: "198.51.100.0/24",
  action: "AuthorizeSecurityGroupIngress",
  service: "ec2",
  isWrite: true,
  isNetworkRelevant: true,
  resourceIds: ["sg-1", "odd"],
};
const rare: RareAction = {
  event,
  actionClass: "security groups",
  isNewAction: true,
  isNewNetwork: true,
  score: 9.27,
  ownCount: 4,
  allCount: 100,
};

describe("an unexpected call as an anomaly", () => {
  it("names who, what, when, from where and on what", () => {
    const [anomaly] = rareActorAnomalies([rare]);
    expect(anomalySchema.parse(anomaly)).toEqual(anomaly);
    expect(anomaly).toMatchObject({
      detector: "rare-actor",
      subject: { kind: "principal", id: "arn:aws:iam::1:user/eve", name: "eve" },
      title: "eve changed security groups in 1 eu-central-1 for the first time in 90 days",
      differs: {
        token: "security groups in 1 eu-central-1",
        literals: [
          "AuthorizeSecurityGroupIngress, 2026-03-21T08:00:00.000Z, from 198.51.100.0/24, event e-1",
          "on sg-1",
          "on odd",
          "surprise 9.3 (minus the logarithm of how often it was to be expected), 4 calls by it there in the 90 days before",
        ],
        // What the id does not say the kind of cannot be looked up.
        places: [{ kind: "securityGroup", id: "sg-1" }],
      },
      at: event.at,
      danger: 1,
    });
  });

  it("is the same for the same principal and thing, and another answer for another call", () => {
    const later = { ...rare, event: { ...event, id: "e-2", at: "2026-03-22T08:00:00.000Z" } };
    const [first] = rareActorAnomalies([rare]);
    const [second] = rareActorAnomalies([later]);
    expect(second?.id).toBe(first?.id);
    expect(second?.differs.digest).not.toBe(first?.differs.digest);
    expect(rareActorAnomalies([rare, later])).toEqual([first]);
    expect(rareActorAnomalies([{ ...rare, score: 5 }])[0]?.differs.digest).toBe(first?.differs.digest);
    const [elsewhere] = rareActorAnomalies([{ ...rare, isNewAction: false }]);
    expect(elsewhere?.id).not.toBe(first?.id);
    expect(elsewhere?.differs.token).toBe("from 198.51.100.0/24");
  });
});

describe("an hour with far more changes as an anomaly", () => {
  const hour = Date.UTC(2026, 2, 21, 8);
  const rate: RateAnomaly = {
    kind: null,
    hour,
    count: 90,
    usual: 12,
    sampleCount: 24,
    deviation: 20,
    bound: 52,
  };
  const ofKind = { ...rate, kind: "routeTable", count: 60, usual: 0, deviation: 30, bound: 40 };
  const estate = { kind: "estate", id: "e", name: "shop" };

  it("is one of each hour, with every kind that stands out", () => {
    const found = changeRateAnomalies([ofKind, rate, { ...ofKind, hour: hour + 3_600_000 }], estate);
    for (const each of found) expect(anomalySchema.parse(each)).toEqual(each);
    expect(found.map(({ title }) => title)).toEqual([
      "90 changes in the hour from 2026-03-21T08:00 UTC, usually 12",
      "60 changes of kind routeTable in the hour from 2026-03-21T09:00 UTC, usually 0",
    ]);
    expect(found[0]).toMatchObject({
      detector: "change-rate",
      subject: estate,
      differs: { literals: ["routeTable: 60, usually 0", "all kinds: 90, usually 12"] },
      measure: { value: 90, expected: 12, bound: 52 },
      at: "2026-03-21T08:00:00.000Z",
    });
  });

  it("stays the same while its hour goes on, but not what was answered of it", () => {
    const [first] = changeRateAnomalies([rate], estate);
    const [more] = changeRateAnomalies([{ ...rate, count: 91 }], estate);
    expect(more?.id).toBe(first?.id);
    expect(more?.differs.digest).not.toBe(first?.differs.digest);
  });
});

it.each([
  ["sg-0a", "securityGroup"],
  ["i-0a", "instance"],
  ["tgw-attach-0a", "transitGatewayAttachment"],
  ["tgw-0a", "transitGateway"],
  ["vpce-svc-0a", "endpointService"],
  ["arn:aws:rds:eu-central-1:1:db:shop", "databaseInstance"],
  ["arn:aws:rds:eu-central-1:1:cluster:shop", undefined],
  ["arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/web/0a", "loadBalancer"],
  ["ami-0a", undefined],
])("%s is of kind %s", (id, kind) => {
  expect(kindOfId(id)).toBe(kind);
});

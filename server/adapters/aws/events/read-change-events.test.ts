import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeEventSchema } from "../../../engine/baseline/trail/change-event.schema";
import { mutate, mutationArbitrary } from "../../../testing/mutations";
import { testData } from "../../../testing/test-data";
import { readChangeEvents, unpack } from "..";
import { zip } from "../fixtures";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, path = "events.json") => readChangeEvents([{ path, bytes: bytesOf(text) }]);

const record = {
  eventVersion: "1.08",
  eventID: "0a4debbb-12e9-4bde-b8c7-ea29002bb2a7",
  eventTime: "2026-03-02T09:15:07Z",
  eventName: "AuthorizeSecurityGroupIngress",
  eventSource: "ec2.amazonaws.com",
  awsRegion: "eu-central-1",
  recipientAccountId: "210987654321",
  sourceIPAddress: "203.0.113.77",
  readOnly: false,
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::210987654321:assumed-role/Operator/ryan",
    principalId: "AROAEXAMPLE:ryan",
    accessKeyId: "ASIAABCDEFGHIJKLMNOP",
  },
  requestParameters: {
    groupId: "sg-0123",
    ipPermissions: { items: [{ groups: { items: [{ groupId: "sg-peer" }] } }] },
  },
  responseElements: { _return: true },
};
const normal = {
  id: record.eventID,
  at: "2026-03-02T09:15:07.000Z",
  account: "210987654321",
  region: "eu-central-1",
  actor: { id: "arn:aws:sts::210987654321:assumed-role/Operator", kind: "role", name: "Operator/ryan" },
  sourceNetwork: "203.0.113.0/24",
  action: "AuthorizeSecurityGroupIngress",
  service: "ec2",
  isWrite: true,
  isNetworkRelevant: true,
  resourceIds: ["sg-0123"],
};
const other = { ...record, eventID: "1b", eventTime: "2026-03-02 09:15:08.250" };

describe("a file of events", () => {
  it.each([
    ["a file of the trail", JSON.stringify({ Records: [record, other] })],
    ["a list", JSON.stringify([record, other])],
    ["a record on each line", `${JSON.stringify(record)}\n\n${JSON.stringify(other)}\n`],
    [
      "files of the trail, one on each line",
      `${JSON.stringify({ Records: [record] })}\n${JSON.stringify({ Records: [other] })}`,
    ],
    [
      "a reply of LookupEvents",
      JSON.stringify({
        Events: [record, other].map((each) => ({
          EventId: each.eventID,
          EventName: each.eventName,
          CloudTrailEvent: JSON.stringify(each),
        })),
      }),
    ],
    ["what a bus passes on", JSON.stringify([{ detail: record }, { detail: other }])],
  ])("as %s gives each event in its normal form", (_, text) => {
    expect(read(text)).toEqual({
      events: [normal, { ...normal, id: "1b", at: "2026-03-02T09:15:08.250Z" }],
      entryCount: 2,
      repeatedCount: 0,
      leftOutCount: 0,
      leftOut: [],
      refused: [],
      sameIdCount: 0,
    });
  });

  it("may be packed, or stand in an archive beside others", async () => {
    const text = JSON.stringify({ Records: [record] });
    const packed = gzipSync(text);
    const files = await unpack([
      { path: "a.json.gz", bytes: packed },
      { path: "b.zip", bytes: zip([{ name: "2026/03/02/x.json", content: JSON.stringify([other]) }]) },
    ]);
    expect(readChangeEvents(files).events.map(({ id }) => id)).toEqual([record.eventID, "1b"]);
  });

  it("counts an event that comes twice once, and keeps two that differ under one id", () => {
    const shuffled = Object.fromEntries(Object.entries(record).toReversed());
    const differs = { ...record, requestParameters: { groupId: "sg-4567" } };
    const { events, repeatedCount, sameIdCount, entryCount } = read(
      JSON.stringify([record, shuffled, differs, differs]),
    );
    expect({ repeatedCount, sameIdCount, entryCount }).toEqual({
      repeatedCount: 2,
      sameIdCount: 1,
      entryCount: 4,
    });
    expect(events.map(({ resourceIds }) => resourceIds)).toEqual([["sg-0123"], ["sg-4567"]]);
    expect(events[1]?.id).toMatch(/^0a4debbb-.*~[0-9a-f]{16}$/);
  });
});

describe("an entry that is no event", () => {
  it.each([
    ["an empty object", {}, "no record: it is no object with fields"],
    ["a number", 7, "no record: it is no object with fields"],
    ["without a name", { ...record, eventName: undefined }, "no record of a call: `eventName` is missing"],
    ["a name that is none", { ...record, eventName: "<img src=x>" }, "`eventName` is no name of a call"],
    ["without a service", { ...record, eventSource: "a b" }, "`eventSource` names no service"],
    [
      "a time that is none",
      { ...record, eventTime: "2026-13-41T00:00:00Z" },
      "`eventTime` is no instant: write it as 2026-01-31T12:00:00Z",
    ],
  ])("%s is told with its place", (_, entry, message) => {
    const found = read(JSON.stringify({ Records: [record, entry] }));
    expect(found.events).toHaveLength(1);
    expect(found).toMatchObject({ entryCount: 2, leftOutCount: 1 });
    expect(found.leftOut).toEqual([{ file: "events.json", place: "Records[1]", message }]);
  });

  it("is told with its line, or with the field it stands in", () => {
    expect(read(`${JSON.stringify(record)}\n{"eventName": `).leftOut).toEqual([
      expect.objectContaining({ place: "line 2", message: expect.stringContaining("not valid JSON") }),
    ]);
    expect(read(JSON.stringify({ Events: [{ CloudTrailEvent: "{" }] })).leftOut).toEqual([
      expect.objectContaining({ place: "Events[0].CloudTrailEvent" }),
    ]);
  });

  it.each([
    ["{", /truncated/],
    ["", /empty/],
    ['{"Vpcs": []}', /no CloudTrail events/],
    ["eventName,eventTime\na,b", /not valid JSON/],
    [`${"[".repeat(200)}${"]".repeat(200)}`, /nested deeper/],
  ])("a file with %j is refused as a whole", (text, message) => {
    const { refused, entryCount } = read(text);
    expect(entryCount).toBe(0);
    expect(refused).toEqual([
      expect.objectContaining({ file: "events.json", message: expect.stringMatching(message) }),
    ]);
  });
});

it.each([
  [
    "a user",
    { type: "IAMUser", arn: "arn:aws:iam::1:user/dev/nikki", userName: "nikki" },
    { id: "arn:aws:iam::1:user/dev/nikki", kind: "user", name: "dev/nikki" },
  ],
  [
    "the account itself",
    { type: "Root", arn: "arn:aws:iam::1:root" },
    { id: "arn:aws:iam::1:root", kind: "root", name: "arn:aws:iam::1:root" },
  ],
  [
    "a service",
    { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" },
    { id: "autoscaling.amazonaws.com", kind: "service", name: "autoscaling.amazonaws.com" },
  ],
  [
    "a person who signed in",
    { type: "AssumedRole", arn: "arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0a/eve" },
    {
      id: "arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0a/eve",
      kind: "role",
      name: "AWSReservedSSO_Admin_0a/eve",
    },
  ],
  ["nobody", null, { id: "unknown", kind: "other", name: "unknown" }],
])("%s is who made a call", (_, userIdentity, actor) => {
  expect(read(JSON.stringify([{ ...record, userIdentity }])).events[0]?.actor).toEqual(actor);
});

it.each([
  ["2001:db8:1:2::7", "2001:db8:1::/48"],
  ["autoscaling.amazonaws.com", "autoscaling.amazonaws.com"],
  ["AWS Internal", "AWS Internal"],
  ["06.237.252.245", "unknown"],
  ["password=hunter2", "unknown"],
])("a call from %s came from %s", (sourceIPAddress, network) => {
  expect(read(JSON.stringify([{ ...record, sourceIPAddress }])).events[0]?.sourceNetwork).toBe(network);
});

it("knows a database by its name and its place, and what a call made by the answer", () => {
  const rds = { ...record, eventName: "ModifyDBInstance", eventSource: "rds.amazonaws.com" };
  expect(
    read(JSON.stringify([{ ...rds, requestParameters: { dBInstanceIdentifier: "shop" } }])).events[0]
      ?.resourceIds,
  ).toEqual(["arn:aws:rds:eu-central-1:210987654321:db:shop"]);
  const run = { ...record, eventName: "RunInstances", requestParameters: { subnetId: "subnet-1" } };
  const responseElements = { instancesSet: { items: [{ instanceId: "i-2" }, { instanceId: "i-1" }] } };
  expect(read(JSON.stringify([{ ...run, responseElements }])).events[0]?.resourceIds).toEqual([
    "i-1",
    "i-2",
    "subnet-1",
  ]);
});

it("keeps no secret of a call", () => {
  const secrets = ["hunter2-hunter2", "AKIAABCDEFGHIJKLMNOP", "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY01"];
  const [password, key, secret] = secrets;
  const found = read(
    JSON.stringify([
      {
        ...record,
        userAgent: password,
        errorMessage: password,
        errorCode: "AccessDenied",
        userIdentity: {
          ...record.userIdentity,
          arn: `arn:aws:sts::1:assumed-role/R/${key}`,
          accessKeyId: key,
        },
        requestParameters: { masterUserPassword: password, userData: secret, groupId: "sg-1" },
        responseElements: { credentials: { secretAccessKey: secret, sessionToken: secret } },
      },
    ]),
  );
  expect(found.events).toHaveLength(1);
  expect(found.events[0]?.errorCode).toBe("AccessDenied");
  for (const text of secrets) expect(JSON.stringify(found)).not.toContain(text);
});

const path = testData("cloudtrail-events/panther.json");
describe.runIf(path !== undefined)("the public events", () => {
  const text = path === undefined ? "[]" : readFileSync(path, "utf8");

  it("are all read", () => {
    const found = read(text);
    // Ids such as "1111" stand at many of these: each that differs is an event of its own.
    expect(found).toMatchObject({ entryCount: 101, leftOutCount: 0, refused: [] });
    expect(found.events.length + found.repeatedCount).toBe(101);
    expect(found.events.filter(({ id }) => id.includes("~"))).toHaveLength(found.sameIdCount);
    for (const event of found.events) expect(changeEventSchema.parse(event)).toEqual(event);
    expect(found.events.map(({ account }) => account)).not.toContain("unknown");
    expect(found.events.map(({ actor }) => actor.id)).not.toContain("unknown");
  });

  it("and of records of traffic beside them every one is told", () => {
    const flows = testData("cloudtrail-events/panther-vpcflow.json");
    const found = read(flows === undefined ? "[]" : readFileSync(flows, "utf8"));
    expect(found).toMatchObject({ entryCount: 40, leftOutCount: 39 });
    expect(found.leftOut.map(({ place }) => place)).toContain("[1].event");
    expect(found.events.map(({ action, resourceIds }) => [action, resourceIds])).toEqual([
      ["DeleteFlowLogs", ["fl-0ef673ef70c4f07cc"]],
    ]);
  });

  it("damaged in any way are read or told, and add up", () => {
    fc.assert(
      fc.property(fc.array(mutationArbitrary(), { minLength: 1, maxLength: 3 }), (mutations) => {
        const found = read(mutations.reduce(mutate, text));
        expect(found.events.length + found.repeatedCount + found.leftOutCount).toBe(found.entryCount);
        expect(found.entryCount > 0 || found.refused.length > 0).toBe(true);
        for (const event of found.events) expect(changeEventSchema.safeParse(event).success).toBe(true);
      }),
      { numRuns: 150, seed: 5 },
    );
  });
});

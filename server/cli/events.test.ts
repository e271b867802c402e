import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { wireLocal } from "../wiring-local";
import { run } from "./run";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "umbra-events-"));
});
afterAll(() => rm(folder, { recursive: true }));

const ports = wireLocal();
afterAll(() => ports.solver.close());

async function umbra(...args: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const output = {
    out: (text: string) => out.push(text),
    error: (text: string) => error.push(text),
    isWatched: false,
  };
  const code = await run(["events", ...args], ports, output);
  return { code, out: out.join("\n"), error: error.join("\n") };
}

function record(day: number, name: string, eventName: string) {
  return {
    eventID: `${day}-${name}`,
    eventTime: `2026-03-${String(day).padStart(2, "0")}T08:00:00Z`,
    eventName,
    eventSource: "ec2.amazonaws.com",
    awsRegion: "eu-central-1",
    recipientAccountId: "210987654321",
    sourceIPAddress: "203.0.113.7",
    userIdentity: { type: "IAMUser", arn: `arn:aws:iam::210987654321:user/${name}`, userName: name },
    requestParameters: { groupId: "sg-1" },
  };
}

it("lists who changed the network for the first time, and counts everything else", async () => {
  const days = Array.from({ length: 20 }, (_, i) => record(i + 1, "ada", "AuthorizeSecurityGroupIngress"));
  const file = join(folder, "trail.json");
  await writeFile(
    file,
    JSON.stringify({ Records: [...days, record(21, "eve", "CreateRoute"), {}, days[0]] }),
  );
  const { code, out } = await umbra(file);
  expect(out.split("\n")).toEqual([
    "2026-03-21T08:00:00.000Z eve: CreateRoute on sg-1",
    expect.stringMatching(
      /^ {2}first time on routes in 210987654321 eu-central-1; 0 calls by it there in the 90 days before; surprise \d+\.\d$/,
    ),
    "21 events from 2026-03-01T08:00:00.000Z to 2026-03-21T08:00:00.000Z, 21 changes of the network",
    "1 rare action since 2026-03-15T08:00:00.000Z; what came before says what is usual",
    "1 of 23 records repeat one that came before",
    "1 of 23 records are no event:",
    "  trail.json Records[21]: no record: it is no object with fields",
  ]);
  expect(code).toBe(2);
  const json = JSON.parse((await umbra(file, "--json")).out) as Record<string, unknown>;
  expect(json).toMatchObject({
    schemaVersion: 1,
    entryCount: 23,
    eventCount: 21,
    repeatedCount: 1,
    leftOutCount: 1,
  });
});

it("judges nothing before two weeks are known, and says so", async () => {
  const file = join(folder, "short.json");
  await writeFile(file, JSON.stringify([record(1, "ada", "CreateRoute")]));
  const { code, out } = await umbra(file);
  expect(out).toContain("nothing is judged yet: less than 14 days");
  expect(code).toBe(0);
});

it("says what it needs and what is not there", async () => {
  expect(await umbra()).toMatchObject({ code: 1, error: expect.stringContaining("FILE is missing") });
  expect(await umbra(join(folder, "nowhere"))).toMatchObject({
    code: 1,
    error: expect.stringContaining("no file or folder"),
  });
  expect((await umbra("--help")).out).not.toContain("facts");
});

it("does not call a file that could not be read a quiet one", async () => {
  const broken = join(folder, "broken.json");
  await writeFile(broken, "no trail");
  expect(await umbra(broken)).toMatchObject({ code: 1, error: expect.stringContaining("[broken.json 1:1]") });
  const whole = join(folder, "whole.json");
  await writeFile(whole, JSON.stringify([record(1, "ada", "CreateRoute")]));
  const { code, out } = await umbra(whole, broken);
  expect(out).toContain("1 file could not be read:");
  expect(code).toBe(2);
});

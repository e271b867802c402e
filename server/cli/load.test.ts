import { expect, it } from "vitest";
import type { LocalPorts } from "../application/local-analysis";
import { Failure } from "../application/ports/failure";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { but } from "../testing/network-builder-change";
import { withoutOutside } from "../testing/without-outside";
import { run } from "./run";

const configuration = buildConfiguration(
  but(b1(), { vms: { "web-a": { type: "m5.large" }, "app-a": { type: "t3.micro" } } }),
);

async function umbra(args: readonly string[], files: Readonly<Record<string, unknown>> = {}) {
  const ports: LocalPorts = {
    readInput: async () => ({ configuration, diagnostics: [], ignored: [] }),
    readText: async (path) => {
      if (!Object.hasOwn(files, path))
        throw new Failure("NOT_FOUND", `\`${path}\` cannot be read`, { file: path });
      const value = files[path];
      return typeof value === "string" ? value : JSON.stringify(value);
    },
    ...withoutOutside,
    today: () => "2030-01-15",
  };
  const out: string[] = [];
  const error: string[] = [];
  const output = {
    out: (text: string) => out.push(text),
    error: (text: string) => error.push(text),
    isWatched: false,
  };
  const code = await run(["load", "net", ...args], ports, output);
  return { code, out: out.join("\n"), error: error.join("\n") };
}

const WEB_TO_APP = { from: "web-a", to: "app-a", port: 8080, rateGbps: 0.032, growthPerYear: 2 };
const demands = (...list: readonly unknown[]) => ({ "d.json": { demands: list } });
const asked = ["--demands", "d.json"];

it("declared traffic: what fills up first, at which factor, and when", async () => {
  // app-a has 0.064: 0.8 x 0.064 / 0.032 = 1.6, log2(1.6) years = 247.66 days after 15 January.
  const { code, out } = await umbra(asked, demands(WEB_TO_APP));
  expect(code).toBe(2);
  expect(out).toContain("instance app-a in (application v1) fills up first: at 1.6 times the traffic");
  expect(out).toContain(
    "reaches 80 % of the limit by 2030-09-19, all of it by 2031-01-15 (counted from 2030-01-15)",
  );
  expect(out).toContain("with any one thing down the traffic may grow 1.6 times");
});

it("as JSON: links with their limits, known or not, and the fields that programs rely on", async () => {
  const { code, out } = await umbra(
    [...asked, "--json", "--growth", "2", "--as-of", "2026-01-01"],
    demands(WEB_TO_APP, { from: "app-b", to: "internet", port: 443, rateGbps: 7 }),
  );
  expect(code).toBe(2);
  const answer = JSON.parse(out) as { links: { resource: { id: string }; direction: string }[] };
  expect(answer).toMatchObject({
    schemaVersion: 1,
    basis: "declared",
    day: "2026-01-01",
    growthFactor: 1.6,
    firstToSaturate: {
      resource: { kind: "instance", id: "app-a" },
      application: "v1",
      demands: ["web-a > app-a tcp/8080"],
    },
    breachDate: "2026-09-05",
    singleFailures: { growthFactor: 0.8 },
  });
  const linkOf = (id: string, direction: string) =>
    answer.links.find(({ resource, direction: way }) => resource.id === id && way === direction);
  expect(linkOf("app-a", "in")).toMatchObject({
    load: 0.064,
    limit: 0.064,
    utilizationRatio: 1,
    known: true,
    state: "at-risk",
  });
  expect(linkOf("app-b", "out")).toMatchObject({
    load: 14,
    limit: null,
    utilizationRatio: null,
    known: false,
    state: "unknown",
    why: "the instance type is not in the input",
  });
  expect(linkOf("nat-b", "both")).toMatchObject({ load: 14, limit: 100, flags: ["SCALING"], unit: "Gbps" });
});

it.each([
  {
    // 2.4 GB in the busiest five minutes are 0.064 Gbps, 0.6 GB back are 0.016.
    name: "a reply of CloudWatch",
    file: "m.json",
    value: {
      MetricDataResults: [
        {
          Id: "m1",
          Label: "web-a > app-a tcp/8080",
          Timestamps: ["2026-11-25T10:10:00Z", "2026-11-25T10:05:00Z", "2026-11-25T10:00:00Z"],
          Values: [1e9, 2.4e9, 2e9],
          StatusCode: "Complete",
        },
        {
          Id: "m2",
          Label: "web-a > app-a tcp/8080 reply",
          Timestamps: [1_790_000_000, 1_790_000_300],
          Values: [6e8, 1e8],
          StatusCode: "Complete",
        },
      ],
    },
  },
  {
    name: "a table",
    file: "m.csv",
    value: "from,to,protocol,port,rateGbps,replyRateGbps\n web-a,app-a,tcp,8080,0.064,0.016\n",
  },
])("imports $name: measured traffic has a factor and no date of its own", async ({ file, value }) => {
  const { out } = await umbra(["--demands", file, "--json"], { [file]: value });
  const answer = JSON.parse(out) as Record<string, unknown>;
  expect(answer).toMatchObject({ basis: "imported", growthFactor: 0.8, breachDate: null });
  expect(answer.demands).toMatchObject([
    { id: "web-a > app-a tcp/8080", origin: "imported", rateGbps: 0.064, replyRateGbps: 0.016 },
  ]);
});

it("without declared or imported traffic there is a flat assumption, said so, and no date", async () => {
  const { code, out } = await umbra(["--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    basis: "assumed",
    breachDate: null,
    breach: null,
    singleFailures: null,
  });
  const text = await umbra([]);
  expect(text.out).toContain("No traffic is declared");
  expect(text.out).toContain("names no date");
  expect(text.out).not.toMatch(/OVERLOADED|AT-RISK/);
});

it("facts declare traffic too, and traffic that does not arrive is wrong", async () => {
  const facts = { "umbra.json": { demands: [{ ...WEB_TO_APP, to: "db-a", port: 5432 }] } };
  const { code, out } = await umbra(["--facts", "umbra.json"], facts);
  expect(code).toBe(2);
  expect(out).toContain("100 % lost");
  expect(out).toContain("SG_INGRESS at networkInterface eni-db-a");
});

it("with something down, the rest carries it, and other failures are not tried", async () => {
  const { out } = await umbra([...asked, "--fail", "web-a", "--json"], demands(WEB_TO_APP));
  expect(JSON.parse(out)).toMatchObject({ links: [], singleFailures: null, demands: [{ lost: 1 }] });
});

it.each([
  { name: "not JSON", file: "{", error: "not valid JSON", place: "d.json 1:2" },
  { name: "another form", file: { demand: [] }, error: "demands do not fit", place: "d.json" },
  {
    name: "an unknown key",
    file: { demands: [{ ...WEB_TO_APP, rate: 1 }] },
    error: "rate",
    place: "d.json demands[0]",
  },
  {
    name: "no rate",
    file: { demands: [{ from: "web-a", to: "app-a" }] },
    error: "rateGbps",
    place: "d.json demands[0].rateGbps",
  },
  {
    name: "a negative rate",
    file: { demands: [{ ...WEB_TO_APP, rateGbps: -1 }] },
    error: "Too small",
    place: "demands[0].rateGbps",
  },
  {
    name: "a growth in per cent",
    file: { demands: [{ ...WEB_TO_APP, growthPerYear: 0.3 }] },
    error: "1.3 is 30 %",
    place: "demands[0].growthPerYear",
  },
  {
    name: "an end that names nothing",
    file: { demands: [WEB_TO_APP, { ...WEB_TO_APP, to: "app-z" }] },
    error: "nothing in the configuration is called `app-z`",
    place: "d.json demands[1].to",
  },
  {
    name: "one of several ends that names nothing",
    file: { demands: [{ ...WEB_TO_APP, from: ["web-a", "x-9"] }] },
    error: "`x-9`",
    place: "d.json demands[0].from[1]",
  },
  {
    name: "a protocol that is none",
    file: { demands: [{ ...WEB_TO_APP, protocol: "sctpp" }] },
    error: "not a protocol",
    place: "demands[0].protocol",
  },
])("refuses demands with $name, and says where", async ({ file, error, place }) => {
  const answer = await umbra(asked, { "d.json": file });
  expect(answer.code).toBe(1);
  expect(answer.error).toContain(error);
  expect(answer.error).toContain(place);
});

it.each([
  [["--growth", "0.5"], "--growth 0.5 is not understood"],
  [["--growth", "x"], "--growth x is not understood"],
  [["--threshold", "2"], "--threshold 2 is not understood"],
  [["--as-of", "2026-02-30"], "--as-of 2026-02-30 is not a day"],
  [["--fail", "nothing-such"], "nothing-such"],
  [["--app", "shop"], "no demand belongs to application `shop`: there are `v1`"],
  [["--demands", "absent.json"], "absent.json"],
])("refuses %j", async (args, message) => {
  const answer = await umbra([...asked, ...args], demands(WEB_TO_APP));
  expect(answer.code).toBe(1);
  expect(answer.error).toContain(message);
});

it("the suite takes the same traffic and the same day", async () => {
  const ports: LocalPorts = {
    readInput: async () => ({ configuration, diagnostics: [], ignored: [] }),
    readText: async () => JSON.stringify({ demands: [WEB_TO_APP] }),
    ...withoutOutside,
    today: () => "2030-01-15",
  };
  const out: string[] = [];
  const output = { out: (text: string) => out.push(text), error: () => undefined, isWatched: false };
  const args = ["net", "--demands", "d.json", "--as-of", "2026-01-01", "--json"];
  expect(await run(["analyze", ...args], ports, output)).toBe(2);
  const { alerts } = JSON.parse(out.join("\n")) as { alerts: { family: string; title: string }[] };
  // 1.6 times, as above: log2(1.6) years are 247.66 days.
  expect(alerts.filter(({ family }) => family === "load").map(({ title }) => title)).toEqual([
    "`app-a` fills up by 2026-09-05: application v1 may grow 1.6 times",
  ]);
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { Failure } from "../../application/ports/failure";
import { readDemandFile } from ".";

const LABEL = "a > b tcp/443";
const TIMES = ["2026-11-25T10:00:00Z", "2026-11-25T10:01:00Z"];
const metrics = (...results: readonly unknown[]) => JSON.stringify({ MetricDataResults: results });

it("takes Umbra's own form as it is", () => {
  const { origin, rows } = readDemandFile('{"demands": [{"from": "a"}, 5]}', "d.json");
  expect(origin).toBe("declared");
  expect(rows).toEqual([
    { place: "demands[0]", value: { from: "a" } },
    { place: "demands[1]", value: 5 },
  ]);
});

it("a table: several ends, empty cells, quotes, lines of other systems", () => {
  const text =
    '\uFEFFapplication,from,to,port,rateGbps,connections\r\nshop,a;b,"c, ""d""",443,1.5e0,\r\n\r\n,x,y,,0.25,7\r\n';
  expect(readDemandFile(text, "d.csv")).toEqual({
    origin: "imported",
    rows: [
      {
        place: "line 2",
        value: { application: "shop", from: ["a", "b"], to: 'c, "d"', port: 443, rateGbps: 1.5 },
      },
      { place: "line 4", value: { from: "x", to: "y", rateGbps: 0.25, connections: 7 } },
    ],
  });
});

it("metrics: bytes of the busiest period, there and back", () => {
  const back = { Label: `${LABEL} reply`, Timestamps: TIMES, Values: [7.5e8, 0] };
  const text = metrics({ Label: LABEL, Timestamps: TIMES, Values: [7.5e9, 1], StatusCode: "Complete" }, back);
  expect(readDemandFile(text, "m.json")).toEqual({
    origin: "imported",
    rows: [
      {
        place: "MetricDataResults[0]",
        value: { from: "a", to: "b", protocol: "tcp", port: 443, rateGbps: 1, replyRateGbps: 0.1 },
      },
    ],
  });
});

it.each([
  { name: "no JSON", text: "{", place: "1:2" },
  { name: "another key", text: '{"demands": [], "x": 1}', place: undefined },
  { name: "a list", text: "[]", place: undefined },
  { name: "an unknown column", text: "from,to,rateGbps,speed\na,b,1,2", place: "line 1" },
  { name: "a missing column", text: "from,to\na,b", place: "line 1" },
  { name: "a short line", text: "from,to,rateGbps\n\na,b", place: "line 3" },
  { name: "nothing", text: "", place: "line 1" },
  {
    name: "a label without a flow",
    text: metrics({ Label: "NetworkOut", Timestamps: TIMES, Values: [1, 2] }),
    place: "MetricDataResults[0].Label",
  },
  {
    name: "one value",
    text: metrics({ Label: LABEL, Timestamps: [1], Values: [1] }),
    place: "MetricDataResults[0].Timestamps",
  },
  {
    name: "times and values that differ in number",
    text: metrics({ Label: LABEL, Timestamps: TIMES, Values: [1] }),
    place: "MetricDataResults[0].Timestamps",
  },
  {
    name: "no times",
    text: metrics({ Label: LABEL, Timestamps: ["x", "y"], Values: [1, 2] }),
    place: "MetricDataResults[0].Timestamps",
  },
  {
    name: "a partial answer",
    text: metrics({ Label: LABEL, Timestamps: TIMES, Values: [1, 2], StatusCode: "PartialData" }),
    place: "MetricDataResults[0].StatusCode",
  },
  {
    name: "a negative value",
    text: metrics({ Label: LABEL, Timestamps: TIMES, Values: [-1, 2] }),
    place: "MetricDataResults[0].Values[0]",
  },
  { name: "more pages", text: '{"MetricDataResults": [], "NextToken": "x"}', place: "NextToken" },
])("refuses $name, and says where", ({ text, place }) => {
  let refusal: unknown;
  try {
    readDemandFile(text, "f");
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ code: "BAD_INPUT", file: "f", ...(place === undefined ? {} : { place }) });
});

it("refuses or reads whatever comes, and never fails otherwise", () => {
  const part = fc.constantFrom(
    '{"',
    "demands",
    '":[',
    "]}",
    "from,to,rateGbps\n",
    "a,b,1",
    '"',
    ",",
    "\n",
    "MetricDataResults",
    "null",
    "{}",
    "1e999",
    "__proto__",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join("")),
        fc.json(),
      ),
      (text) => {
        try {
          expect(Array.isArray(readDemandFile(text, "f").rows)).toBe(true);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
      },
    ),
  );
});

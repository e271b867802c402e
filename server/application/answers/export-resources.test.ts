import { expect, it } from "vitest";
import { configurationFrom, indexConfiguration, type Resource } from "../../engine/configuration";
import { buildConfiguration } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { exportResources } from "./export-resources";

const query = { q: "", kinds: [], sort: "kind", descending: false } as const;
const named = (Object.values(buildConfiguration(b1()).resources).flat() as Resource[]).map((resource) =>
  resource.id === "db-a" ? { ...resource, name: '=HYPERLINK("http://x"),\n1' } : resource,
);
const index = indexConfiguration(configurationFrom(named, []));

it("writes a head and a line for each resource, quoted where a field needs it", () => {
  const text = exportResources(index, { ...query, format: "csv", kinds: ["subnet"] });
  expect(text.split("\r\n")).toEqual([
    "kind,id,name,detail,notes,vpc,zone,region,account",
    expect.stringMatching(/^subnet,prv-a,,10.0.10.0\/24.*,v1,zone-a,us-east-1,\d+$/),
    expect.stringMatching(/^subnet,prv-b,/),
    expect.stringMatching(/^subnet,pub-a,/),
    expect.stringMatching(/^subnet,pub-b,/),
    "",
  ]);
});

it("writes no formula", () => {
  const text = exportResources(index, { ...query, format: "csv", q: "db-a", kinds: ["instance"] });
  expect(text).toContain(`instance,db-a,"'=HYPERLINK(""http://x""),\n1",10.0.10.20`);
});

it("writes the same rows as JSON, as they are", () => {
  const { resources } = JSON.parse(exportResources(index, { ...query, format: "json", q: "db-a" }));
  expect(resources[0]).toMatchObject({
    element: { kind: "instance", id: "db-a", name: '=HYPERLINK("http://x"),\n1' },
    vpc: { kind: "vpc", id: "v1" },
  });
});

import { expect, it } from "vitest";
import { buildConfiguration, withoutResource } from "../../testing/network-builder";
import { b1 } from "../../testing/network-builder-bases";
import { but } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import { type Configuration, configurationFrom, RESOURCE_KINDS, type Resource } from "../configuration";
import { buildNetwork, type Failure, traceFlow } from ".";

const spec = but(b1(), {
  databases: { orders: { subnets: ["prv-a", "prv-b"], groups: ["sg-db"], standby: true } },
});
const configuration = buildConfiguration(spec);
const question = ask("app-b", { kind: "database", id: "orders" }, "tcp/5432");
const zoneA: Failure = { kind: "zone", id: "zone-a", mode: "down" };

function traced(on: Configuration, failures: readonly Failure[] = []) {
  const { verdict, missing, forward } = traceFlow(buildNetwork(on, { failures }), question);
  return { verdict, missing, at: forward.at(-1)?.element.id };
}

function changed(change: (resource: Resource) => readonly Resource[], coverage = configuration.coverage) {
  const all = RESOURCE_KINDS.flatMap((kind): readonly Resource[] => configuration.resources[kind]);
  return configurationFrom(all.flatMap(change), coverage);
}

const as = (fields: object) =>
  changed((each) => [each.kind === "databaseInstance" ? { ...each, ...fields } : each]);

it("a recorded interface of the same groups in the subnet is taken as its own", () => {
  const nic = configuration.resources.networkInterface.find(({ id }) => id === "eni-db-a");
  if (!nic) throw new Error("b1 has a database host");
  const { attachment: _, ...alone } = nic;
  const recorded = changed((each) =>
    each.id !== "prv-a"
      ? [each]
      : [each, { ...alone, id: "eni-rds", privateAddresses: [{ address: "10.0.10.60", primary: true }] }],
  );
  expect(traced(recorded).at).toBe("eni-rds");
  expect(traced(recorded, [zoneA]).at).toBe("orders+prv-b");
});

it("supposed interfaces are in no answer but this", () => {
  const network = buildNetwork(configuration);
  traceFlow(network, question);
  expect(network.index.configuration).toEqual(configuration);
});

it.each([
  {
    name: "the database",
    on: withoutResource(configuration, "databaseInstance", "orders"),
    missing: /database `orders`/,
  },
  {
    name: "one of its subnets",
    on: as({ subnetIds: ["prv-a", "subnet-9"] }),
    missing: /the subnets of database/,
  },
  { name: "its zone", on: as({ zoneName: undefined }), missing: /the zone of database/ },
])("without $name nobody knows where it answers", ({ on, missing }) => {
  expect(traced(on)).toMatchObject({ verdict: "UNKNOWN", missing: [expect.stringMatching(missing)] });
});

it("what is known of it from an earlier reading decides nothing", () => {
  const coverage = configuration.coverage.map((entry) =>
    entry.kind === "databaseInstance" ? { ...entry, status: "stale" as const } : entry,
  );
  expect(traced(changed((each) => [each], coverage)).verdict).toBe("UNKNOWN");
});

it("of several subnets in its zone one that fails leaves it open, all of them bring the standby", () => {
  const two = but(spec, {
    subnets: { "prv-a2": { vpc: "v1", prefixes: ["10.0.12.0/24"], zone: "zone-a" } },
    databases: { orders: { subnets: ["prv-a", "prv-a2", "prv-b"] } },
  });
  const down = (id: string): Failure => ({ kind: "subnet", id, mode: "down" });
  expect(traced(buildConfiguration(two), [down("prv-a")]).verdict).toBe("UNKNOWN");
  expect(traced(buildConfiguration(two), [down("prv-a"), down("prv-a2")]).at).toBe("orders+prv-b");
});

it("a stopped database answers nowhere", () => {
  expect(traced(as({ state: "stopped" })).verdict).toBe("NOT_REACHABLE");
});

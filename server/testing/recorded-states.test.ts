import { describe, expect, it } from "vitest";
import { readAwsInput, readPath } from "../adapters/aws";
import { indexConfiguration } from "../engine/configuration";
import { ports } from "../engine/net";
import { resolveReference } from "../engine/scenario";
import { buildNetwork, traceFlow } from "../engine/semantics";
import { testData } from "./test-data";

/**
 * What recorded replies say about the state of things counts: the same real network, as it is and with one state
 * changed in its files. In both tcp/22 passes between two VPCs.
 */
const TRANSIT = "batfish-aws/snapshots/test-transit-gateway";
const PEERING = "batfish-aws/snapshots/test-vpc-peering";
const FROM = "i-06ba034d88c84ef07";

async function traced(name: string, edit: (text: string) => string, to: string) {
  const files = (await readPath(testData(name) ?? "")).map((each) => ({
    ...each,
    bytes: new TextEncoder().encode(edit(new TextDecoder().decode(each.bytes))),
  }));
  const { configuration } = readAwsInput(files);
  const index = indexConfiguration(configuration);
  const [source, destination] = [
    resolveReference(index, FROM, "source"),
    resolveReference(index, to, "destination"),
  ];
  if (source.kind !== "end" || destination.kind !== "end") throw new Error("no such end");
  return traceFlow(buildNetwork(configuration), {
    from: source.end,
    to: destination.end,
    family: 4,
    protocol: 6,
    ports: ports.of([[22, 22]]),
    mode: "connection",
  });
}

/** The state of one instance, whatever else its reply holds. */
const withState = (id: string, state: string) => (text: string) => {
  if (!text.includes('"Reservations"')) return text;
  const reply = JSON.parse(text);
  for (const reservation of reply.Reservations)
    for (const instance of reservation.Instances) if (instance.InstanceId === id) instance.State.Name = state;
  return JSON.stringify(reply);
};
/** The gateway is gone; its routes are recorded as what they then are (R-10 recomputes the state of those that stand). */
const withoutGateway = (text: string) => {
  if (text.includes('"TransitGateways"')) return JSON.stringify({ TransitGateways: [] });
  if (!text.includes('"RouteTables"')) return text;
  const reply = JSON.parse(text);
  for (const table of reply.RouteTables)
    for (const route of table.Routes) if (route.TransitGatewayId !== undefined) route.State = "blackhole";
  return JSON.stringify(reply);
};

describe.runIf(testData(TRANSIT) !== undefined)("recorded states", () => {
  it("the network as it is: the flow passes", async () => {
    expect((await traced(TRANSIT, (text) => text, "192.168.1.106")).verdict).toBe("REACHABLE");
  });

  it.each([
    { name: "a stopped source", edit: withState(FROM, "stopped"), reason: ["SRC_DOWN"] },
    { name: "a terminated source", edit: withState(FROM, "terminated"), reason: ["SRC_DOWN"] },
    { name: "a route that is a blackhole", edit: withoutGateway, reason: ["BLACKHOLE"] },
  ])("$name: refused", async ({ edit, reason }) => {
    const trace = await traced(TRANSIT, edit, "192.168.1.106");
    expect(trace.verdict).toBe("NOT_REACHABLE");
    expect(reason).toContain(trace.reason);
  });

  it("a deleted peering carries nothing, where an active one does", async () => {
    expect((await traced(PEERING, (text) => text, "i-0b14080af811fda3d")).verdict).toBe("REACHABLE");
    const deleted = (text: string) =>
      text.includes('"VpcPeeringConnections"')
        ? text.replace(/"Code"\s*:\s*"active"/g, '"Code": "deleted"')
        : text;
    const trace = await traced(PEERING, deleted, "i-0b14080af811fda3d");
    expect(["PCX_STATE", "BLACKHOLE"]).toContain(trace.reason);
  });
});

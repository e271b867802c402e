import { expect, it } from "vitest";
import { buildNetwork, type End, type Network, traceFlow } from "../../engine/semantics";
import { testData } from "../../testing/test-data";
import { readAwsInput, readPath } from ".";

const path = testData("batfish-aws/snapshots/test-load-balancer");
const CLIENT = "i-0c8ce8bbdd98cc4e8";
const SERVER = "eni-02e730a1b02dbc756";
const NODES = { "us-east-2b": "10.1.1.237", "us-east-2a": "10.1.20.123" };

async function observed(): Promise<Network> {
  return buildNetwork(readAwsInput(await readPath(path ?? "")).configuration);
}

function ask(network: Network, to: End, port: number) {
  const from = { kind: "instance", id: CLIENT } as const;
  const ports = [[port, port]] as const;
  return traceFlow(network, { from, to, family: 4, protocol: 6, ports, mode: "connection" });
}

it.runIf(path)(
  "a recorded network load balancer: either node serves the port that has a listener, and no other",
  async () => {
    const network = await observed();
    for (const address of Object.values(NODES)) {
      const trace = ask(network, { kind: "address", address }, 80);
      expect([address, trace.verdict, trace.missing]).toEqual([address, "REACHABLE", []]);
      const reached = trace.branches.flatMap(({ forward }) => forward.at(-1)?.element.id ?? []);
      expect(reached).toContain(SERVER);
      expect(trace.forward.at(-1)?.packet.destinationPorts).toEqual([[22, 22]]);
      expect(ask(network, { kind: "address", address }, 81)).toMatchObject({
        verdict: "NOT_REACHABLE",
        reason: "LB_LISTENER",
      });
    }
  },
);

it.runIf(path)("the same by its name", async () => {
  const network = await observed();
  const id = network.index.configuration.resources.loadBalancer[0]?.id ?? "";
  expect(ask(network, { kind: "loadBalancer", id }, 80).verdict).toBe("REACHABLE");
});

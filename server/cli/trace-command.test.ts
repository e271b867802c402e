import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { answerTrace } from "../application/answers/answer-trace";
import { holdSnapshot } from "../application/answers/held-snapshot";
import type { LocalPorts } from "../application/local-analysis";
import type { TraceAsk } from "../application/ports/trace-answers";
import { buildConfiguration } from "../testing/network-builder";
import { b1 } from "../testing/network-builder-bases";
import { withoutOutside } from "../testing/without-outside";
import { run } from "./run";

const configuration = buildConfiguration(b1());
const held = holdSnapshot(configuration, "");
const ports: LocalPorts = {
  readInput: async () => ({ configuration, diagnostics: [], ignored: [] }),
  readText: async () => "",
  ...withoutOutside,
  today: () => "2030-01-15",
};
const ask = (more: Partial<TraceAsk>): TraceAsk => ({
  from: "app-a",
  to: "db-a",
  protocol: "tcp",
  ports: [5432, 5432],
  family: 4,
  oneWay: false,
  horizon: "T1",
  view: "observed",
  failures: [],
  ...more,
});
const fails = (kind: string, id: string) => ({ kind, id, mode: "down" as const });

describe("the command that a page hands out", () => {
  it.each<{ name: string; ask: TraceAsk; verdict: string }>([
    { name: "as it is", ask: ask({}), verdict: "REACHABLE" },
    { name: "a range of ports", ask: ask({ ports: [5431, 5432] }), verdict: "PARTIAL" },
    { name: "every port, one way", ask: ask({ ports: undefined, oneWay: true }), verdict: "PARTIAL" },
    { name: "client ports", ask: ask({ clientPorts: [7, 9] }), verdict: "REACHABLE" },
    { name: "ICMP", ask: ask({ protocol: "icmp", icmp: { type: 3, code: 1 } }), verdict: "NOT_REACHABLE" },
    { name: "IPv6", ask: ask({ family: 6 }), verdict: "NOT_REACHABLE" },
    {
      name: "a NAT gateway down, at once, as configured",
      ask: ask({
        to: "internet",
        failures: [fails("natGateway", "nat-a")],
        horizon: "T0",
        view: "configured",
      }),
      verdict: "NOT_REACHABLE",
    },
    {
      name: "a region down",
      ask: ask({ failures: [fails("region", "us-east-1")] }),
      verdict: "NOT_REACHABLE",
    },
    { name: "a zone down", ask: ask({ failures: [fails("zone", "zone-a")] }), verdict: "NOT_REACHABLE" },
    {
      name: "a group that refuses everything",
      ask: ask({ failures: [{ kind: "securityGroup", id: "sg-db", mode: "blocked" }] }),
      verdict: "NOT_REACHABLE",
    },
    {
      name: "a route withdrawn",
      ask: ask({
        to: "internet",
        failures: [{ kind: "routeTable", id: "rt-prv-a", mode: "withdrawn", route: "0.0.0.0/0" }],
      }),
      verdict: "NOT_REACHABLE",
    },
  ])("asks the same: $name", async ({ ask, verdict }) => {
    const answer = answerTrace(held, ask);
    if (answer.kind !== "trace" || answer.command === null)
      throw new Error("this has an answer and a command");
    expect(answer.trace.verdict).toBe(verdict);
    const words = execFileSync("/bin/sh", ["-c", `printf '%s\\n' ${answer.command}`], { encoding: "utf8" });
    const [, ...args] = words.trimEnd().split("\n");
    const out: string[] = [];
    const output = { out: (text: string) => out.push(text), error: () => undefined, isWatched: false };
    await run([...args, "--json"], ports, output);
    const { branches: _, ...trace } = answer.trace;
    expect(JSON.parse(out.join("\n"))).toMatchObject(JSON.parse(JSON.stringify(trace)));
  });

  it("keeps what a shell would read as more than one word", () => {
    const answer = answerTrace(held, ask({ to: "$(id); 'x" }));
    expect(answer).toMatchObject({ kind: "reference", side: "to" });
    const asked = answerTrace(held, ask({ from: "  app-a" }));
    expect(asked).toMatchObject({ command: expect.stringContaining("--from '  app-a'") });
  });

  it("is none where something is supposed to be removed", () => {
    const failures = [{ kind: "instance", id: "web-a", mode: "deleted" as const }];
    expect(answerTrace(held, ask({ failures }))).toMatchObject({ command: null });
  });
});

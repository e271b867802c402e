import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildConfiguration } from "../../testing/network-builder";
import { network } from "../../testing/network-builder-change";
import { ask } from "../../testing/network-builder-question";
import { AWS_CODES } from "./aws-codes";
import { traceWithBlockers } from "./blockers/trace-with-blockers";
import { buildNetwork } from "./network";
import { REASONS } from "./question";

describe("the provider's codes", () => {
  it("the table for readers says of every reason what the interpreter says, or that there is none", () => {
    const page = readFileSync("docs/aws-codes.md", "utf8");
    const rows = new Map(
      [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\|/gm)].map(([, reason, code]) => [reason, code]),
    );
    expect([...rows.keys()]).toEqual([...REASONS]);
    for (const reason of REASONS) {
      const code = AWS_CODES[reason];
      expect(rows.get(reason)?.split(" ")[0]).toBe(code === null ? "none" : `\`${code}\``);
    }
  });

  it("is the receiver's where the receiver has no public address, and the sender's at its gateway", () => {
    const built = buildNetwork(
      buildConfiguration(
        network({
          vpcs: { A: { prefixes: ["10.0.0.0/16"] } },
          subnets: { a1: { vpc: "A", prefixes: ["10.0.1.0/24"], zone: "z1" } },
          igws: { "igw-a": { vpc: "A" } },
          tables: { "rt-a": { vpc: "A", subnets: ["a1"], routes: ["0.0.0.0/0 -> igw-a"] } },
          groups: { sg: { vpc: "A", in: ["all from 0.0.0.0/0"] } },
          vms: { x: { subnet: "a1", addresses: ["10.0.1.10"], groups: ["sg"] } },
        }),
      ),
    );
    const codeFor = (from: string, to: string) => traceWithBlockers(built, ask(from, to, "tcp/443")).awsCode;
    expect(codeFor("x", "internet")).toBe("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    expect(codeFor("internet", "x")).toBe("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
  });
});

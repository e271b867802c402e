import { expect, it } from "vitest";
import type { LocalPorts } from "../application/local-analysis";
import { buildFleet } from "../testing/fleet";
import { withoutOutside } from "../testing/without-outside";
import { run } from "./run";

const { configuration } = buildFleet({ roleCount: 1, faultCount: 1, exceptionShare: 0, seed: 5 });

/** `umbra anomalies` on a fleet with one host unlike the others, with these exceptions in `umbra.json`. */
async function anomalies(exceptions: readonly object[], ...more: readonly string[]) {
  const ports: LocalPorts = {
    readInput: async () => ({ configuration, diagnostics: [], ignored: [] }),
    readText: async () => JSON.stringify({ exceptions }),
    ...withoutOutside,
    today: () => "2030-01-15",
  };
  const out: string[] = [];
  const output = { out: (text: string) => out.push(text), error: () => undefined, isWatched: false };
  const code = await run(["anomalies", "net", "--facts", "umbra.json", ...more], ports, output);
  return { code, out: out.join("\n") };
}

it("accepts by umbra.json what an owner answers for, until its last day, by the fingerprint it tells", async () => {
  const open = await anomalies([]);
  expect(open.code).toBe(2);
  const fingerprint = /fingerprint ([0-9a-f]{64})/.exec(open.out)?.[1];
  const accept = (expires: string) => ({ alert: fingerprint, owner: "ann", expires, reason: "a trial" });

  const accepted = await anomalies([accept("2030-01-15")]);
  expect(accepted.code).toBe(0);
  expect(accepted.out).toContain("accepted by ann until 2030-01-15");
  expect(accepted.out).toContain("1 accepted by umbra.json");
  const json = await anomalies([accept("2030-01-15")], "--json");
  expect(JSON.parse(json.out)).toMatchObject({
    deviations: [{ fingerprint, exception: { owner: "ann" } }],
  });

  expect((await anomalies([accept("2030-01-14")])).code).toBe(2);
});

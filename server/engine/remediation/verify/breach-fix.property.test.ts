import fc from "fast-check";
import { expect, it } from "vitest";
import { buildConfiguration } from "../../../testing/network-builder";
import { tieredNetworkArbitrary } from "../../../testing/tiered-network-arbitrary";
import { analyze } from "../../alert";
import { applyChanges } from "../../configuration";
import { factsSchema } from "../../intent";
import { declareResources, withDeclaredFacts } from "../../scenario";
import { buildNetwork } from "../../semantics";
import { tryFixes } from "./try-fixes";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;
const HOSTS = ["h0", "h1", "h2", "h3", "h4", "h5"];

const choices = fc.record({
  spec: tieredNetworkArbitrary(),
  start: fc.constantFrom(...HOSTS),
  keeper: fc.constantFrom(...HOSTS),
  weak: fc.subarray(HOSTS, { minLength: 1 }),
  isOpen: fc.boolean(),
});

it("after a cure that is called verified, a fresh run of the suite does not raise the attack's alert", () => {
  let verifiedCount = 0;
  let refusedCount = 0;
  fc.assert(
    fc.property(choices, ({ spec, start, keeper, weak, isOpen }) => {
      const plain = buildConfiguration(spec);
      const here = new Set(plain.resources.instance.map(({ id }) => id));
      const facts = factsSchema.parse({
        vulnerabilities: weak
          .filter((host) => here.has(host))
          .map((on) => ({ on, id: `CVE-1 ${on}`, port: 443, gain: "exec" })),
        dataStores: [
          {
            name: "orders",
            resource: keeper,
            class: "payment",
            port: 443,
            ...(isOpen ? { auth: "open" } : {}),
          },
        ],
        entryPoints: [{ from: start }],
      });
      const { configuration } = withDeclaredFacts(declareResources(plain, facts).configuration, [facts]);
      const analysis = analyze(configuration);
      const base = { network: buildNetwork(configuration), intents: analysis.intents, analysis };
      for (const { fingerprint } of analysis.alerts.filter(({ family }) => family === "breach").slice(0, 2))
        for (const { operations, trial } of tryFixes(base, { fingerprint }).options) {
          if (trial.verdict !== "verified") {
            refusedCount += 1;
            continue;
          }
          verifiedCount += 1;
          const copy = applyChanges(configuration, operations);
          if (copy.kind !== "changed") throw new Error(copy.message);
          const after = analyze(copy.configuration);
          expect(after.alerts.map((each) => each.fingerprint)).not.toContain(fingerprint);
          const own = after.checks.filter((check) => check.fingerprint === fingerprint);
          expect(own.every(({ outcome }) => outcome === "holds")).toBe(true);
        }
    }),
    { numRuns: isLong ? 100 : 10, seed },
  );
  console.info(`seed ${seed}: ${verifiedCount} verified, ${refusedCount} not`);
  expect(verifiedCount).toBeGreaterThan(0);
}, 300_000);

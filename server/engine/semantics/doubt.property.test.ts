import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GENERATED } from "../../testing/generated-networks";
import { buildConfiguration, withoutResource } from "../../testing/network-builder";
import { type Configuration, RESOURCE_KINDS, type Resource, type ResourceKind } from "../configuration";
import { buildNetwork } from "./horizon-network";
import type { NetworkOptions } from "./network";
import type { Question } from "./question";
import { traceFlow } from "./trace";

const numRuns = process.env.UMBRA_LONG === "1" ? 500 : 100;
const anyMode = fc.constantFrom<Question["mode"]>("connection", "oneway");

/**
 * Not taken out: unknown groups and lists in allow rules match nothing (UNK-2), so a flow may be refused without them;
 * block public access that is not in the input is taken as off, the provider's default.
 */
const DEFAULTED: readonly string[] = ["securityGroup", "prefixList", "blockPublicAccess"];
/** The owner says these: nobody reads them, so they are neither refused nor old. */
const DECLARED: readonly string[] = ["site", "appliance"];

describe.each(GENERATED)("what is not known of $name", ({ networks, questions, failures }) => {
  const circumstances = fc.record<NetworkOptions>({
    view: fc.constantFrom("configured", "observed"),
    horizon: fc.constantFrom("T0", "T1", "T2"),
    failures: fc.array(failures, { maxLength: 1 }),
  });

  it("never makes an answer sure that is not, where it could not be read (UNK-1)", () => {
    const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(networks(), questions(anyMode), picks, circumstances, (spec, question, picked, given) => {
        const whole = buildConfiguration(spec);
        let part = whole;
        for (const pick of picked) {
          const left = all(part).filter(({ kind }) => ![...DEFAULTED, ...DECLARED].includes(kind));
          const missing = left[pick % left.length];
          if (missing)
            part = covered(withoutResource(part, missing.kind, missing.id), missing.kind, "denied");
        }
        expectNoFalseCertainty(whole, part, question, given);
      }),
      { numRuns },
    );
  });

  it("never makes an answer sure that is not, where it is of an earlier reading", () => {
    fc.assert(
      fc.property(
        networks(),
        networks(),
        questions(anyMode),
        fc.nat(),
        circumstances,
        (spec, earlier, question, pick, given) => {
          const [now, then] = [buildConfiguration(spec), buildConfiguration(earlier)];
          const changed = RESOURCE_KINDS.filter((kind) => !DECLARED.includes(kind)).filter((kind) =>
            isAnother(kind, now, then),
          );
          const kind = changed[pick % changed.length];
          if (!kind) return;
          const mixed = { ...now, resources: { ...now.resources, [kind]: then.resources[kind] } };
          expectNoFalseCertainty(now, covered(mixed, kind, "stale"), question, given);
        },
      ),
      { numRuns },
    );
  });
});

/**
 * An answer with nothing missing is the true one. PARTIAL with something missing has a success that is proven, so the truth is
 * no refusal.
 */
function expectNoFalseCertainty(
  whole: Configuration,
  part: Configuration,
  question: Question,
  given: NetworkOptions,
) {
  const truth = traceFlow(buildNetwork(whole, given), question);
  const told = traceFlow(buildNetwork(part, given), question);
  if (truth.verdict === "UNKNOWN" || told.verdict === "UNKNOWN") return;
  if (told.missing.length > 0) expect(truth.verdict).not.toBe("NOT_REACHABLE");
  else expect([told.verdict, told.reason, told.at?.id]).toEqual([truth.verdict, told.reason, told.at?.id]);
}

function all({ resources }: Configuration): readonly Resource[] {
  return RESOURCE_KINDS.flatMap((kind): readonly Resource[] => resources[kind]);
}

function covered(
  configuration: Configuration,
  kind: ResourceKind,
  status: "denied" | "stale",
): Configuration {
  const coverage = configuration.coverage.map((entry) =>
    entry.kind === kind ? { ...entry, status } : entry,
  );
  return { ...configuration, coverage };
}

/** Whether the two hold other resources of a kind, and ones that may stand in each other's place. */
function isAnother(kind: ResourceKind, now: Configuration, then: Configuration): boolean {
  const others = new Set(all(now).flatMap((each) => (each.kind === kind ? [] : [each.id])));
  const isOf = (configuration: Configuration) => JSON.stringify(configuration.resources[kind]);
  return isOf(now) !== isOf(then) && then.resources[kind].every(({ id }) => !others.has(id));
}

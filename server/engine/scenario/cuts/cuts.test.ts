import { execFileSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAwsInput, readPath } from "../../../adapters/aws";
import { networkArbitrary } from "../../../testing/network-arbitrary";
import { buildConfiguration } from "../../../testing/network-builder";
import { testData } from "../../../testing/test-data";
import { testPeer } from "../../../testing/test-peers";
import { tieredNetworkArbitrary } from "../../../testing/tiered-network-arbitrary";
import { type Configuration, indexConfiguration } from "../../configuration";
import { type Application, type Intent, type IntentEnd, inferIntents } from "../../intent";
import { type OpenSolver, openZ3, type SolverQuestion } from "../../solver";
import { type OutageBaseline, outageBaseline } from "../outage/baseline";
import { smallestByTrying } from "./brute-force.cases";
import { type CutsRequest, cutsRequestSchema } from "./cuts.schema";
import { cutProblem } from "./problem";
import { searchCuts } from "./search";

const isLong = process.env.UMBRA_LONG === "1";
const seed = isLong ? Date.now() % 2 ** 31 : 20261126;
const SAMPLE = join(import.meta.dirname, "../../../../prisma/sample");

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());

interface Subject {
  readonly baseline: OutageBaseline;
  readonly applications: readonly Application[];
}

async function read(path: string): Promise<Subject> {
  const { configuration } = readAwsInput(await readPath(path));
  const { applications, intents } = inferIntents(indexConfiguration(configuration));
  return { baseline: outageBaseline(configuration, intents), applications };
}

async function search(subject: Subject, ask: Partial<CutsRequest>) {
  const request = cutsRequestSchema.parse(ask);
  const problem = cutProblem(subject.baseline, subject.applications, request);
  if (!problem) throw new Error("no such target");
  const questions: SolverQuestion[] = [];
  const result = await searchCuts(problem, async (question) => {
    questions.push(question);
    return z3.solve(question, 20_000);
  });
  return { problem, result, questions };
}

/** The search and the trying of every set say the same. */
async function expectAsByTrying(subject: Subject, ask: Partial<CutsRequest>) {
  const { problem, result } = await search(subject, ask);
  const tried = smallestByTrying(problem, problem.request.maxFailures);
  const told = result.smallest?.sets.map(({ failures }) => failures.map(({ id }) => id).join("+")) ?? [];
  if (tried.undecidedCount === 0 && problem.undecided.length === 0 && problem.flows.length > 0)
    expect(result.proof).toMatchObject({ result: "proved", answer: "unsat", reasons: [] });
  if (result.proof?.result === "proved") expect(result.smallest?.size ?? null).toBe(tried.size);
  if (result.smallest?.hasMore) expect(tried.sets).toEqual(expect.arrayContaining(told));
  else if (result.smallest?.size === tried.size) expect(told).toEqual(tried.sets);
  return result;
}

const KINDS: readonly { readonly kinds: string[]; readonly sizes: readonly (number | null)[] }[] = [
  { kinds: [], sizes: [1, 2] },
  { kinds: ["instance"], sizes: [1, 2, null] },
  { kinds: ["instance", "natGateway"], sizes: [1, 2] },
  { kinds: ["subnet", "natGateway"], sizes: [1, 2] },
];

/** Every set is tried with every flow, which takes a slow machine long. */
const PATIENCE_MS = 180_000;

describe("the sample", () => {
  it.each(KINDS)(
    "every application and every flow: the smallest sets are those that trying every set finds ($kinds)",
    async ({ kinds, sizes }) => {
      const subject = await read(SAMPLE);
      const targets: CutsRequest["target"][] = [
        ...subject.applications.map(({ name }) => ({ kind: "application" as const, name })),
        ...subject.baseline.intents.map(({ intent }) => ({ kind: "intent" as const, id: intent.id })),
      ];
      const found = new Set<number | null>();
      for (const target of targets) {
        const result = await expectAsByTrying(subject, { target, ...(kinds.length > 0 ? { kinds } : {}) });
        found.add(result.smallest?.size ?? null);
      }
      expect(found).toEqual(new Set(sizes));
    },
    PATIENCE_MS,
  );

  it("with rules that block as failures too", async () => {
    const subject = await read(SAMPLE);
    const target = { kind: "application", name: "shop" } as const;
    const kinds = ["instance", "securityGroup", "networkAcl"];
    const result = await expectAsByTrying(subject, { target, kinds, includesRules: true });
    expect(result.smallest?.sets.flatMap(({ failures }) => failures.map(({ mode }) => mode))).toContain(
      "blocked",
    );
  });

  it("is answered with the same bytes every time", async () => {
    const ask = { target: { kind: "application", name: "shop" } } as const;
    const [first, second] = [await search(await read(SAMPLE), ask), await search(await read(SAMPLE), ask)];
    expect(first.result).toEqual(second.result);
    expect(first.questions.map(({ hash }) => hash)).toEqual(second.questions.map(({ hash }) => hash));
  });

  it("a proof of one states that nothing breaks it with nothing failed", async () => {
    const subject = await read(SAMPLE);
    const { result } = await search(subject, { target: { kind: "application", name: "shop" } });
    expect(result.smallest?.size).toBe(1);
    expect(result.proof).toMatchObject({ result: "proved", atMost: 0, answer: "unsat" });
    expect(result.proof?.retracedCount).toBeGreaterThanOrEqual(result.proof?.branchCount ?? Infinity);
  });

  it("a solver that gives up leaves the answer undecided", async () => {
    const subject = await read(SAMPLE);
    const [intent] = subject.baseline.intents;
    const request = cutsRequestSchema.parse({ target: { kind: "intent", id: intent?.intent.id } });
    const problem = cutProblem(subject.baseline, subject.applications, request);
    if (!problem) throw new Error("no such target");
    const result = await searchCuts(problem, async () => ({
      answer: "unknown",
      values: {},
      core: [],
      reason: "the time limit passed",
    }));
    expect(result).toMatchObject({ outcome: "undecided", smallest: null, proof: { result: "undecided" } });
  });
});

const natGateway = testData("batfish-aws/snapshots/test-nat-gateway");
describe.runIf(natGateway !== undefined)("a public account", () => {
  it("every flow: the smallest sets are those that trying every set finds", async () => {
    const subject = await read(natGateway ?? "");
    for (const { intent } of subject.baseline.intents)
      for (const { kinds } of KINDS)
        await expectAsByTrying(subject, {
          target: { kind: "intent", id: intent.id },
          ...(kinds.length > 0 ? { kinds } : {}),
        });
    for (const { name } of subject.applications)
      await expectAsByTrying(subject, { target: { kind: "application", name } });
  });
});

describe("generated networks", () => {
  it.each([
    {
      name: "that work",
      networks: tieredNetworkArbitrary(),
      hosts: ["h0", "h1", "h2", "h3", "h4", "h5"],
      families: [4],
    },
    {
      name: "in which most things happen",
      networks: networkArbitrary(),
      hosts: ["x", "y", "p", "q"],
      families: [4, 6],
    },
  ])(
    "$name: the smallest sets are those that trying every set finds",
    async ({ networks, hosts, families }) => {
      const sizes = new Map<string, number>();
      const law = fc.asyncProperty(networks, flows(hosts, families), kinds, async (spec, intents, chosen) => {
        const subject = subjectOf(buildConfiguration(spec), intents);
        const ask = chosen ? { kinds: [...chosen] } : {};
        for (const { id } of intents) {
          const result = await expectAsByTrying(subject, { target: { kind: "intent", id }, ...ask });
          const size = `${result.smallest?.size ?? result.outcome}`;
          sizes.set(size, (sizes.get(size) ?? 0) + 1);
        }
        const whole = { kind: "application", name: "all" } as const;
        await expectAsByTrying(subject, { target: whole, maxFailures: 2, ...ask });
      });
      await fc.assert(law, { numRuns: isLong ? 100 : 10, seed });
      console.info(`seed ${seed}: sizes ${JSON.stringify([...sizes].sort())}`);
    },
  );
});

const kinds = fc.constantFrom<readonly string[] | undefined>(
  ["zone", "instance"],
  ["instance", "natGateway", "transitGatewayAttachment"],
  ["subnet", "natGateway"],
  ["zone", "subnet", "natGateway"],
);

function subjectOf(configuration: Configuration, intents: readonly Intent[]): Subject {
  const application: Application = {
    name: "all",
    criticality: "normal",
    origin: "declared",
    intentIds: intents.map(({ id }) => id),
  };
  return { baseline: outageBaseline(configuration, intents), applications: [application] };
}

/** Required flows between sets of hosts, with every kind of threshold. */
function flows(hosts: readonly string[], families: readonly number[]): fc.Arbitrary<readonly Intent[]> {
  const some = (name: string) =>
    fc.subarray([...hosts], { minLength: 1 }).map((members): IntentEnd => ({ kind: "tier", name, members }));
  const internet = fc.constant<IntentEnd>({ kind: "internet" });
  const ends = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(some("from"), some("to")) },
    { weight: 3, arbitrary: fc.tuple(some("from"), internet) },
    { weight: families.length - 1, arbitrary: fc.tuple(internet, some("to")) },
  );
  const family = fc.constantFrom(...families).map((each) => (each === 4 ? 4 : 6));
  const members = fc.constantFrom<Intent["members"]>("any", "any", "all", { atLeast: 2, of: 3 });
  const flow = fc.record({ ends, members, family });
  return fc.array(flow, { minLength: 1, maxLength: 4 }).map((list) =>
    list.map(
      ({ ends: [from, to], ...each }, number): Intent => ({
        ...each,
        from,
        to,
        id: `flow-${number}`,
        application: "all",
        protocol: "tcp",
        ports: [[443, 443]],
        criticality: "normal",
        origin: "declared",
        confidence: 1,
        why: "",
      }),
    ),
  );
}

describe.each(testPeer("UMBRA_TEST_Z3"))("another build of Z3", ({ program }) => {
  it("gives the same answer to every question of a search, and to its proof", async () => {
    const subject = await read(SAMPLE);
    const prove = (text: string) =>
      execFileSync(program, ["-in", "-T:60"], { input: text, encoding: "utf8" }).trim();
    for (const { kinds } of KINDS) {
      const target = { kind: "application", name: "shop" } as const;
      const { result, questions } = await search(subject, {
        target,
        ...(kinds.length > 0 ? { kinds } : {}),
      });
      for (const question of questions) expect(prove(question.text)).toBe(z3.solve(question, 20_000).answer);
      expect(prove(result.proof?.question ?? "")).toBe("unsat");
    }
  });
});

import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPeer } from "../../testing/test-peers";
import { and, atLeast, atMost, FALSE, type Formula, not, or, TRUE, variable, within } from "./formula";
import { coreOf, numberOf, solverQuestion, trueNames } from "./question";
import { type OpenSolver, openZ3 } from "./z3";

const LIMIT_MS = 10_000;
const names = ["a", "b", "c", "d", "e"];

let z3: OpenSolver;
beforeAll(async () => {
  z3 = await openZ3();
});
afterAll(() => z3.close());

const formulas = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...names).map(variable),
    fc.constantFrom(TRUE, FALSE),
    tie("formula").map(not),
    fc.array(tie("formula"), { maxLength: 4 }).map(and),
    fc.array(tie("formula"), { maxLength: 4 }).map(or),
    fc
      .tuple(fc.integer({ min: -1, max: 5 }), fc.array(tie("formula"), { maxLength: 5 }))
      .map(([count, parts]) => atLeast(count, parts)),
  ),
})).formula;

function holds(formula: Formula, isTrue: (name: string) => boolean): boolean {
  switch (formula.kind) {
    case "const":
      return formula.value;
    case "var":
      return isTrue(formula.name);
    case "not":
      return !holds(formula.of, isTrue);
    case "and":
      return formula.of.every((each) => holds(each, isTrue));
    case "or":
      return formula.of.some((each) => holds(each, isTrue));
    case "atLeast":
      return formula.of.filter((each) => holds(each, isTrue)).length >= formula.count;
    case "within":
      throw new Error("no numbers here");
  }
}

const subsets = Array.from(
  { length: 2 ** names.length },
  (_, bits) => new Set(names.filter((_name, position) => bits & (1 << position))),
);

describe("a question over component failures", () => {
  it("is satisfiable exactly when some set of failures satisfies it, and the model is one", () => {
    const law = fc.property(formulas, fc.integer({ min: 0, max: 5 }), (formula, most) => {
      const parts = [{ formula }, { formula: atMost(most, names.map(variable)), label: `at most ${most}` }];
      const question = solverQuestion("a property", parts);
      const isSolution = (set: ReadonlySet<string>) =>
        parts.every((part) => holds(part.formula, (name) => set.has(name)));
      const answer = z3.solve(question, LIMIT_MS);
      expect(answer.answer).toBe(subsets.some(isSolution) ? "sat" : "unsat");
      if (answer.answer === "sat") expect(isSolution(new Set(trueNames(question, answer)))).toBe(true);
    });
    fc.assert(law, { numRuns: process.env.UMBRA_LONG === "1" ? 500 : 50 });
  });

  it("is the same text every time, and a shared part is written once", () => {
    const shared = or([variable("a"), variable("b")]);
    const write = () =>
      solverQuestion("twice", [{ formula: and([not(shared), or([shared, variable("c")])]) }]);
    expect(write()).toEqual(write());
    expect(write().text.split("(or |x a| |x b|)")).toHaveLength(2);
  });

  it("keeps names from the customer inside their symbols", () => {
    const evil = 'a|)\n(assert false)\n(exit) ; "\\ é';
    const question = solverQuestion(evil, [
      { formula: variable(evil), label: evil },
      { formula: not(variable("a")) },
    ]);
    const answer = z3.solve(question, LIMIT_MS);
    expect(answer.answer).toBe("sat");
    expect(trueNames(question, answer)).toEqual([evil]);
  });

  it.each(["true", "and", "_", "let", ""])("takes %j for a name", (name) => {
    const question = solverQuestion("words", [{ formula: not(variable(name)) }]);
    expect(z3.solve(question, LIMIT_MS).answer).toBe("sat");
  });

  it("tells names apart that are the same once cleaned", () => {
    const question = solverQuestion("two", [{ formula: variable("é") }, { formula: not(variable("ü")) }]);
    const answer = z3.solve(question, LIMIT_MS);
    expect(trueNames(question, answer)).toEqual(["é"]);
  });
});

describe("a question over packet fields", () => {
  const port = { name: "port", bits: 16 };
  const address = { name: "address", bits: 128 };

  it("is answered with numbers", () => {
    const last = (1n << 128n) - 1n;
    const question = solverQuestion("numbers", [
      { formula: within(port, [[443n, 443n]]) },
      { formula: within(address, [[last, last]]) },
    ]);
    const answer = z3.solve(question, LIMIT_MS);
    expect(numberOf(question, answer, "port")).toBe(443n);
    expect(numberOf(question, answer, "address")).toBe(last);
  });

  it.each([
    { name: "just inside", range: [443n, 450n] as const, expected: "sat" },
    { name: "just outside", range: [444n, 450n] as const, expected: "unsat" },
  ])("both sides of an edge: $name", ({ range, expected }) => {
    const question = solverQuestion("edge", [
      { formula: within(port, [[0n, 443n]]), label: "rule one" },
      { formula: within(port, [range]), label: "rule two" },
      { formula: within(address, [[0n, 5n]]), label: "not to blame" },
    ]);
    const answer = z3.solve(question, LIMIT_MS);
    expect(answer.answer).toBe(expected);
    expect(coreOf(question, answer)).toEqual(expected === "unsat" ? ["rule one", "rule two"] : []);
  });
});

describe("what Z3 cannot answer", () => {
  it("is unknown with the error, and the next question is answered", () => {
    expect(z3.solve({ text: "(declare-const x Int" }, LIMIT_MS)).toMatchObject({
      answer: "unknown",
      reason: expect.stringContaining("Z3 reports an error"),
    });
    expect(z3.solve(solverQuestion("next", [{ formula: variable("a") }]), LIMIT_MS).answer).toBe("sat");
  });

  it("is unknown when the time limit passes", () => {
    expect(z3.solve(hardQuestion(), 300)).toMatchObject({
      answer: "unknown",
      reason: "the time limit passed",
    });
  });
});

/** Twelve pigeons in eleven holes. */
function hardQuestion() {
  const holes = Array.from({ length: 11 }, (_, hole) => hole);
  const pigeons = Array.from({ length: 12 }, (_, pigeon) => pigeon);
  const sits = (pigeon: number, hole: number) => variable(`${pigeon} in ${hole}`);
  return solverQuestion("pigeons", [
    ...pigeons.map((pigeon) => ({ formula: or(holes.map((hole) => sits(pigeon, hole))) })),
    ...holes.map((hole) => ({
      formula: atMost(
        1,
        pigeons.map((pigeon) => sits(pigeon, hole)),
      ),
    })),
  ]);
}

describe.each(testPeer("UMBRA_TEST_Z3"))("another build of Z3", ({ program }) => {
  it("gives the same answers to the exported text", () => {
    const law = fc.property(formulas, (formula) => {
      const question = solverQuestion("a property", [{ formula, label: "the formula" }]);
      const output = execFileSync(program, ["-in", "-T:20"], { input: question.text, encoding: "utf8" });
      expect(output.trim()).toBe(z3.solve(question, LIMIT_MS).answer);
    });
    fc.assert(law, { numRuns: 20 });
  });
});

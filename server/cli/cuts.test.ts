import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSolver } from "../adapters/solver";
import type { LocalPorts } from "../application/local-analysis";
import { bundleWorker, SOLVER_ENTRY } from "../testing/test-ports";
import { wireLocal } from "../wiring-local";
import { run } from "./run";

const SAMPLE = join(import.meta.dirname, "../../prisma/sample");
const EGRESS_OF_APP = "intent-deaec12b11bc87a4";

let worker: Awaited<ReturnType<typeof bundleWorker>>;
let ports: LocalPorts;
let folder: string;
beforeAll(async () => {
  worker = await bundleWorker(SOLVER_ENTRY);
  ports = { ...wireLocal(), solver: startSolver({ workerFile: worker.file }) };
  folder = await mkdtemp(join(tmpdir(), "umbra-cuts-"));
});
afterAll(async () => {
  await ports.solver.close();
  await worker.remove();
  await rm(folder, { recursive: true, force: true });
});

async function cuts(...args: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await run(["cuts", SAMPLE, ...args], ports, {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    isWatched: false,
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

it.each([
  {
    name: "a single failure breaks it",
    args: ["--app", "shop"],
    code: 2,
    told: "9 single failures can break shop",
  },
  {
    name: "nothing within what was asked about breaks it",
    args: ["--intent", EGRESS_OF_APP, "--kind", "instance", "--max-k", "2"],
    code: 0,
    told: "No 2 failures at once break",
  },
  { name: "no such application", args: ["--app", "shops"], code: 1, told: "there are `batch`, `operations`" },
  { name: "no target", args: [], code: 1, told: "write either --app NAME or --intent ID" },
  {
    name: "too many failures",
    args: ["--app", "shop", "--max-k", "9"],
    code: 1,
    told: "a number from 1 to 5",
  },
])("$name: exit code $code", async ({ args, code, told }) => {
  const answer = await cuts(...args);
  expect(`${answer.out}${answer.error}`).toContain(told);
  expect(answer.code).toBe(code);
});

it("gives set, proof and question as JSON, the same bytes every time, and the question as a file", async () => {
  const file = join(folder, "question.smt2");
  const first = await cuts("--app", "shop", "--json", "--smt", file);
  expect(await cuts("--app", "shop", "--json")).toEqual(first);
  const json = JSON.parse(first.out);
  expect(json).toMatchObject({
    schemaVersion: 1,
    outcome: "found",
    smallest: { size: 1, hasMore: false },
    proof: { result: "proved", answer: "unsat", reasons: [] },
  });
  expect(json.smallest.sets[0].elements).toEqual([{ kind: "zone", id: "use1-az1", name: "us-east-1a" }]);
  expect(await readFile(file, "utf8")).toBe(json.proof.question);
});

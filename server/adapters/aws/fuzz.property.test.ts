import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declareFacts } from "../../application/answers/declare-facts";
import { Failure } from "../../application/ports/failure";
import { configurationSchema, contentHash, exportConfiguration } from "../../engine/configuration";
import { type Mutation, mutate, mutationArbitrary, VALUE_OPERATIONS } from "../../testing/mutations";
import { testData } from "../../testing/test-data";
import { readAwsInput } from ".";
import { file } from "./fixtures";

/** A run that is long tries 10^5 inputs; one of `npm test` a few thousand. */
const RUN_COUNT = process.env.UMBRA_LONG === "1" ? 100_000 : 3_000;
/** Processor time of one input. */
const TIME_LIMIT_MS = 1_000;
/** Above this a file is mutated as a part of itself: its first so many characters, closed by nothing. */
const WHOLE_FILE_LIMIT = 120_000;

const root = testData("");
interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

/** Every file that is text, under the path it has. */
function corpusOf(folder: string): CorpusFile[] {
  const files: CorpusFile[] = [];
  const open = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const name of readdirSync(join(folder, at)).sort()) {
      const path = at === "" ? name : `${at}/${name}`;
      if (statSync(join(folder, path)).isDirectory()) open.push(path);
      else
        files.push({
          path,
          text: readFileSync(join(folder, path), "utf8").slice(0, WHOLE_FILE_LIMIT),
        });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Inputs that are networks, so that most mutations change what is read. */
const NETWORKS = /^(batfish-aws|npguard-aws\/input|cloudmapper-demo|c7n-recordings)\//;
const files = root === undefined ? [] : corpusOf(root);

const networks = files.filter(({ path }) => NETWORKS.test(path));
/** The networks first. */
const corpus = [...networks, ...files.filter(({ path }) => !NETWORKS.test(path))];

/** Reads one input to the end, as an import does; a refusal in words is an answer too. */
function readWhole(path: string, text: string): "read" | "refused" {
  let input: ReturnType<typeof readAwsInput>;
  try {
    input = readAwsInput([file(path, text)]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(["BAD_INPUT", "TOO_LARGE"]).toContain(error.code);
    expect(error.message.length).toBeGreaterThan(10);
    return "refused";
  }
  const { configuration, problems } = declareFacts(input.configuration, input.facts);
  for (const { message } of problems) expect(message).not.toBe("");
  for (const { message } of input.diagnostics) expect(message).not.toMatch(/undefined|\[object|NaN/);
  expect(configurationSchema.safeParse(configuration).success).toBe(true);
  return "read";
}

function timed(path: string, text: string): "read" | "refused" {
  const start = process.cpuUsage();
  const outcome = readWhole(path, text);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000, `${path} takes too long`).toBeLessThan(TIME_LIMIT_MS);
  return outcome;
}

describe.runIf(corpus.length > 0)("mutated copies of every public input", () => {
  it("holds the inputs", () => {
    expect(corpus.length).toBeGreaterThan(300);
    expect(
      corpus.filter(({ path }) => timed(path, readFileSync(join(root ?? "", path), "utf8")) === "read")
        .length,
    ).toBeGreaterThan(200);
  });

  it("are read or refused in words, each within a second", () => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(networks.length - 1), fc.integer({ min: networks.length, max: corpus.length - 1 })),
        fc.oneof(
          {
            arbitrary: fc.array(mutationArbitrary(VALUE_OPERATIONS), { minLength: 1, maxLength: 4 }),
            weight: 3,
          },
          { arbitrary: fc.array(mutationArbitrary(), { minLength: 1, maxLength: 3 }), weight: 1 },
        ),
        (position, mutations: readonly Mutation[]) => {
          const { path, text } = corpus[position] ?? { path: "", text: "" };
          outcomes[timed(path, mutations.reduce(mutate, text))] += 1;
        },
      ),
      { numRuns: RUN_COUNT, seed: 4 },
    );
    // Both are common, or the mutations would not be where they matter.
    expect(outcomes.read).toBeGreaterThan(RUN_COUNT / 5);
    expect(outcomes.refused).toBeGreaterThan(RUN_COUNT / 50);
  }, 3_600_000);

  it("every file at least once; what is read is exported and comes back the same", () => {
    fc.assert(
      fc.property(
        mutationArbitrary(["delete", "duplicate", "swap", "retype", "number", "text"]),
        (mutation) => {
          for (const { path, text } of corpus.filter(({ path: each }) =>
            /npguard|snapshots\/test-(nat|vpc)/.test(each),
          )) {
            const mutated = mutate(text, mutation);
            let input: ReturnType<typeof readAwsInput>;
            try {
              input = readAwsInput([file(path, mutated)]);
            } catch (error) {
              expect(error).toBeInstanceOf(Failure);
              continue;
            }
            const { configuration } = input;
            const again = readAwsInput([file("export.json", exportConfiguration(configuration))]);
            expect(contentHash(again.configuration)).toBe(contentHash(configuration));
          }
        },
      ),
      { numRuns: Math.round(RUN_COUNT / 150), seed: 4 },
    );
  }, 3_600_000);
});

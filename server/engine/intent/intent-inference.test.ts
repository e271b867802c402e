import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type LabelledApplication,
  queueApplications,
  tieredApplications,
} from "../../testing/labelled-applications.cases";
import { balancedApplications } from "../../testing/labelled-balanced.cases";
import {
  endpointApplications,
  peeredApplications,
  unkemptApplications,
} from "../../testing/labelled-networks.cases";
import { buildConfiguration } from "../../testing/network-builder";
import { indexConfiguration } from "../configuration";
import { inferIntents } from "./infer-intents";
import type { Intent, IntentEnd } from "./intent.schema";
import { flowText } from "./rule-ports";

const applications: readonly LabelledApplication[] = [
  ...tieredApplications,
  ...balancedApplications,
  ...queueApplications,
  ...peeredApplications,
  ...endpointApplications,
  ...unkemptApplications,
];

/** How the flows that are inferred of one application compare with those that it needs. */
interface Score {
  readonly name: string;
  readonly style: string;
  readonly right: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

const scores = applications.map(scoreOf);
const total = (part: (score: Score) => number) => scores.reduce((sum, score) => sum + part(score), 0);
const right = total((score) => score.right);
const precision = right / (right + total(({ wrong }) => wrong.length));
const recall = right / (right + total(({ missed }) => missed.length));

describe("what is inferred of small applications, against flows labelled by hand", () => {
  it("is nearly always needed, and nearly everything that is needed", () => {
    expect(applications.length).toBeGreaterThanOrEqual(25);
    expect(new Set(applications.map(({ style }) => style)).size).toBe(5);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.8);
  });

  it("is what the documentation's table says", () => {
    const text = readFileSync(join(import.meta.dirname, "../../../docs/intent-inference.md"), "utf8");
    expect(cellsOf(text)).toEqual(cellsOf(tableOf(scores)));
  });
});

function scoreOf({ name, style, network, required }: LabelledApplication): Score {
  const { intents } = inferIntents(indexConfiguration(buildConfiguration(network)));
  const inferred = [...new Set(intents.map(intentText))];
  return {
    name,
    style,
    right: inferred.filter((text) => required.includes(text)).length,
    wrong: inferred.filter((text) => !required.includes(text)),
    missed: required.filter((text) => !inferred.includes(text)),
  };
}

function intentText(intent: Intent): string {
  return `${endText(intent.from)} > ${endText(intent.to)} ${flowText(intent)}`;
}

function endText(end: IntentEnd): string {
  return end.kind === "tier" ? end.members.join("+") : ["internet", ...(end.prefixes ?? [])].join(" ");
}

function tableOf(rows: readonly Score[]): string {
  const lines = rows.map(({ name, style, right: found, wrong, missed }) =>
    [name, style, found, wrong.join("; ") || "-", missed.join("; ") || "-"].join(" | "),
  );
  const all = `all ${rows.length} | | ${right} | ${percent(precision)} of the inferred are needed | ${percent(recall)} of the needed are inferred`;
  return ["application | style | right | inferred, not needed | needed, not inferred", ...lines, all]
    .map((line) => `| ${line} |`)
    .join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The cells of every table row, whatever white space lays them out; the line under the head is left out. */
function cellsOf(text: string): readonly string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
}

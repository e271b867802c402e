import { join } from "node:path";
import { readAwsInput, readPath } from "../server/adapters/aws";
import { startSolver } from "../server/adapters/solver";
import { alertQuestion, analyze, questionOf } from "../server/engine/alert";
import { indexConfiguration } from "../server/engine/configuration";
import { cutProblem, outageBaseline, searchCuts } from "../server/engine/scenario";
import { cutsRequestSchema } from "../server/engine/scenario/cuts/cuts.schema";
import { atMost, or, solverQuestion, variable } from "../server/engine/solver";
import { type Measurement, quantile, within } from "./measure";

const CONFIRMATION_LIMIT_MS = 250;
const CUTS_LIMIT_MS = 5_000;
const CANCEL_LIMIT_MS = 100;
const CANCEL_COUNT = 5;
const PIGEONS = 16;

/** Z3 in its thread, on the sample: one alert, every application, and how soon a question is given back. */
export async function measureSolver(root: string): Promise<Measurement[]> {
  const { configuration } = readAwsInput(await readPath(join(root, "prisma/sample")));
  const solver = startSolver({ workerFile: join(root, "dist/solver.mjs") });
  const index = indexConfiguration(configuration);
  const { alerts, applications, intents } = analyze(configuration);
  const questions = alerts.flatMap((alert) => questionOf(alertQuestion(index, alert)) ?? []);
  // The first question also loads Z3.
  for (const question of questions) await solver.solve(question);
  const times: number[] = [];
  for (const question of questions) times.push((await solver.solve(question)).elapsedMs);

  const baseline = outageBaseline(configuration, intents);
  const startedAt = performance.now();
  let trialCount = 0;
  for (const { name } of applications) {
    const request = cutsRequestSchema.parse({ target: { kind: "application", name } });
    const problem = cutProblem(baseline, applications, request);
    if (problem) trialCount += (await searchCuts(problem, (question) => solver.solve(question))).trialCount;
  }
  const cutsMs = (performance.now() - startedAt) / applications.length;

  const cancels: number[] = [];
  for (let count = 0; count < CANCEL_COUNT; count++) cancels.push(await cancelMs(solver));
  await solver.close();
  return [
    within(
      `Z3 on one alert of the sample, p50 of ${times.length}`,
      quantile(times, 0.5),
      CONFIRMATION_LIMIT_MS,
    ),
    within(
      `Z3 on one alert of the sample, p95 of ${times.length}`,
      quantile(times, 0.95),
      CONFIRMATION_LIMIT_MS,
    ),
    within(
      `smallest breaking sets of an application of the sample (${trialCount} tried in all)`,
      cutsMs,
      CUTS_LIMIT_MS,
    ),
    within("a question to Z3 taken back, worst of 5", Math.max(...cancels), CANCEL_LIMIT_MS),
  ];
}

async function cancelMs(solver: ReturnType<typeof startSolver>): Promise<number> {
  await solver.solve(solverQuestion("easy", [{ formula: variable("a") }]));
  const stop = new AbortController();
  const stuck = solver.solve(pigeons(), { signal: stop.signal, timeLimitMs: 60_000 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const startedAt = performance.now();
  stop.abort();
  await stuck.catch(() => undefined);
  return performance.now() - startedAt;
}

/** One pigeon more than there are holes: more work than anyone waits for. */
function pigeons() {
  const holes = Array.from({ length: PIGEONS - 1 }, (_, hole) => hole);
  const birds = Array.from({ length: PIGEONS }, (_, bird) => bird);
  const sits = (bird: number, hole: number) => variable(`${bird} in ${hole}`);
  return solverQuestion("pigeons", [
    ...birds.map((bird) => ({ formula: or(holes.map((hole) => sits(bird, hole))) })),
    ...holes.map((hole) => ({
      formula: atMost(
        1,
        birds.map((bird) => sits(bird, hole)),
      ),
    })),
  ]);
}

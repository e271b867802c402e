import * as z from "zod";
import { type FactDemand, factDemandSchema } from "../engine/configuration";
import type { Decision } from "../engine/intent";
import type { Actor } from "./actor";
import { asChange, changeDecisions, type Decided } from "./decision-changes";
import { findEstate, snapshotOf } from "./estates";
import type { DecisionChange } from "./ports/decision-store";
import { Failure } from "./ports/failure";
import type { DemandsAnswer, LoadAnswer, LoadAsk } from "./ports/load-answers";
import type { Ports } from "./ports/ports";

const LOAD_TIME_LIMIT_MS = 120_000;
/** Demands of one file: replacing as many is taken back in one go. */
const IMPORT_LIMIT = 1_000;

interface EstateOf {
  readonly estateId: string;
}

/**
 * How much of every limit the traffic uses, what fills up first, and when. Ends with CANCELLED when `signal` fires; fails
 * BAD_INPUT for an application without traffic, NOT_FOUND for an unknown estate or snapshot.
 */
export async function askLoad(
  ports: Ports,
  actor: Actor,
  { estateId, snapshotId, ...ask }: LoadAsk & EstateOf & { readonly snapshotId?: string | undefined },
  signal?: AbortSignal,
): Promise<LoadAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId, snapshotId });
  return ports.pool.ask("load", snapshot, ask, { signal, timeLimitMs: LOAD_TIME_LIMIT_MS });
}

/**
 * States traffic, or changes what was stated on the page. What the latest snapshot does not understand is answered with
 * candidates, and nothing is stored. Fails NOT_FOUND.
 */
export async function declareDemand(
  ports: Ports,
  actor: Actor,
  {
    estateId,
    id = ports.ids.next(),
    demand,
  }: EstateOf & { readonly id?: string | undefined; readonly demand: FactDemand },
): Promise<({ readonly kind: "declared"; readonly id: string } & Decided) | DemandsAnswer> {
  const snapshot = await snapshotOf(ports, actor, { estateId });
  const checked = await ports.pool.ask("checkDemands", snapshot, { demands: [demand] });
  if (checked.problems.length > 0) return checked;
  const change = asChange({ kind: "demand", id, origin: "declared", demand });
  return { kind: "declared", id, ...(await changeDecisions(ports, actor, estateId, [change])) };
}

/** Takes back what was stated on the page. Fails NOT_FOUND, also where nothing was stated under this id. */
export async function removeDemand(
  ports: Ports,
  actor: Actor,
  { estateId, id }: EstateOf & { readonly id: string },
): Promise<Decided> {
  const found = (await demandDecisions(ports, actor, estateId)).some((each) => each.id === id);
  if (!found) throw new Failure("NOT_FOUND", "this traffic is no longer stated: reload the page");
  return changeDecisions(ports, actor, estateId, [{ subject: `demand:${id}`, decision: null }]);
}

/**
 * Takes the traffic of a file in place of what was imported before, all or nothing. Fails BAD_INPUT with file and place,
 * TOO_LARGE, NOT_FOUND.
 */
export async function importDemands(
  ports: Ports,
  actor: Actor,
  { estateId, file, text }: EstateOf & { readonly file: string; readonly text: string },
): Promise<Decided & { readonly count: number }> {
  const snapshot = await snapshotOf(ports, actor, { estateId });
  const { rows } = ports.demandFiles.read(text, file);
  if (rows.length === 0) throw new Failure("BAD_INPUT", "there is no traffic in it", { file });
  if (rows.length > IMPORT_LIMIT)
    throw new Failure("TOO_LARGE", `${rows.length} lines of traffic are more than ${IMPORT_LIMIT}`, { file });
  const demands = rows.map(({ place, value }) => checkedFact(value, { file, place }));
  const { problems } = await ports.pool.ask("checkDemands", snapshot, { demands });
  const [problem] = problems;
  if (problem) {
    const { position, place, message, candidates } = problem;
    const names = candidates.map(({ id }) => `\`${id}\``).join(", ");
    throw new Failure("BAD_INPUT", names === "" ? message : `${message} (there is ${names})`, {
      file,
      place: placeIn(rows[position]?.place ?? "", place),
    });
  }
  const before = await demandDecisions(ports, actor, estateId);
  const changes = new Map<string, DecisionChange>(
    before
      .filter(({ origin }) => origin === "imported")
      .map((each) => [each.id, { ...asChange(each), decision: null }]),
  );
  for (const [position, demand] of demands.entries()) {
    const id = `imported ${position + 1}`;
    changes.set(id, asChange({ kind: "demand", id, origin: "imported", demand }));
  }
  const decided = await changeDecisions(ports, actor, estateId, [...changes.values()]);
  return { ...decided, count: demands.length };
}

type DemandDecision = Extract<Decision, { kind: "demand" }>;

async function demandDecisions(
  ports: Ports,
  actor: Actor,
  estateId: string,
): Promise<readonly DemandDecision[]> {
  await findEstate(ports, actor, estateId);
  const records = await ports.store.inWorkspace(actor.workspaceId).listDecisions(estateId);
  return records.flatMap(({ decision }) => (decision.kind === "demand" ? [decision] : []));
}

function checkedFact(value: unknown, at: { readonly file: string; readonly place: string }): FactDemand {
  const parsed = factDemandSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure("BAD_INPUT", `the traffic does not fit: ${issue?.message ?? "unknown form"}`, {
    file: at.file,
    place: placeIn(at.place, z.core.toDotPath(issue?.path ?? [])),
  });
}

function placeIn(place: string, part: string): string {
  return part === "" ? place : `${place}.${part}`;
}

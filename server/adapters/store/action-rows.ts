import {
  type ActionMove,
  type ActionRef,
  type ActionStore,
  type DecideActions,
  type NewAction,
  type Opening,
  RECENT_DAYS,
} from "../../application/ports/action-store";
import type { WorkspaceId } from "../../application/ports/store";
import { NEXT_STATES } from "../../engine/remediation/action-state.schema";
import { newsData, noteRule, toAction, toTransition } from "./action-documents";
import { type OpenAudit, openAudit } from "./audit-rows";
import { approvalsDocument, reportsDocument, ruleDocument, storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { addToEstate } from "./lock-estate";
import { LONG_TRANSACTION } from "./transactions";

const DAY_MS = 86_400_000;
/** More than a rule may make in a week within its limits, times the rules that one estate has in practice. */
const RECENT_LIMIT = 5_000;
/** States of an action whose changes are being made, or are not yet shown to have worked. */
const ACTING = ["executing", "executed", "verifying", "failed", "rolling-back"];
const OVER = Object.entries(NEXT_STATES).flatMap(([state, next]) => (next.length === 0 ? [state] : []));

/** Actions of one workspace. */
export function actionQueries(prisma: PrismaClient, workspaceId: WorkspaceId): ActionStore {
  return {
    answerOpening: ({ estateId, alertId, number }, decide, at) =>
      prisma.$transaction(async (tx) => {
        const audit = await openAudit(tx, workspaceId, at);
        const { count } = await tx.alertTransition.updateMany({
          where: { workspaceId, estateId, alertId, number, consideredAt: null },
          data: { consideredAt: at },
        });
        return count === 1 ? fire(tx, audit, { workspaceId, estateId, decide, at }) : [];
      }, LONG_TRANSACTION),
    addActions: (estateId, decide, { at, personId }) =>
      prisma.$transaction(async (tx) => {
        const audit = await openAudit(tx, workspaceId, at, personId);
        return fire(tx, audit, { workspaceId, estateId, decide, at });
      }, LONG_TRANSACTION),
    findAction: async (id) => {
      const row = await prisma.action.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row ? toAction(row) : undefined;
    },
    listActions: async ({ estateId, ruleId, alertId, states, since, limit }) => {
      const rows = await prisma.action.findMany({
        where: {
          workspaceId,
          ...(estateId === undefined ? {} : { estateId }),
          ...(ruleId === undefined ? {} : { ruleId }),
          ...(alertId === undefined ? {} : { alertId }),
          ...(states === undefined ? {} : { state: { in: [...states] } }),
          ...(since === undefined ? {} : { createdAt: { gte: since } }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: limit,
      });
      return rows.map(toAction);
    },
    actionTransitions: async (actionId) => {
      const rows = await prisma.actionTransition.findMany({
        where: { workspaceId, actionId },
        orderBy: { number: "asc" },
      });
      return rows.map(toTransition);
    },
    moveAction: (move) => prisma.$transaction((tx) => moveAction(tx, workspaceId, move), LONG_TRANSACTION),
    renewAction: async ({ actionId, fence, now, leaseUntil }) => {
      const { count } = await prisma.action.updateMany({
        where: { workspaceId, id: actionId, fence, leaseUntil: { gt: now } },
        data: { leaseUntil },
      });
      return count === 1;
    },
  };
}

/** Actions of all workspaces that are not over. */
export async function openActions(prisma: PrismaClient): Promise<readonly ActionRef[]> {
  const rows = await prisma.action.findMany({
    where: { state: { notIn: OVER } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { workspaceId: true, id: true },
  });
  return rows.map(({ workspaceId, id }) => ({ workspaceId: workspaceId as WorkspaceId, actionId: id }));
}

/** Alerts of all workspaces that were opened, and that no rule was asked about yet. */
export async function unansweredOpenings(prisma: PrismaClient, limit: number): Promise<readonly Opening[]> {
  const rows = await prisma.alertTransition.findMany({
    where: { consideredAt: null, toState: "open", OR: [{ fromState: null }, { fromState: "resolved" }] },
    orderBy: [{ at: "asc" }, { alertId: "asc" }],
    take: limit,
  });
  return rows.map(({ workspaceId, estateId, alertId, number, fromState, at }) => ({
    workspaceId: workspaceId as WorkspaceId,
    estateId,
    alertId,
    number,
    change: fromState === null ? "opened" : "reopened",
    at,
  }));
}

interface Firing {
  readonly workspaceId: WorkspaceId;
  readonly estateId: string;
  readonly decide: DecideActions;
  readonly at: Date;
}

async function fire(
  tx: Prisma.TransactionClient,
  audit: OpenAudit,
  { workspaceId, estateId, decide, at }: Firing,
): Promise<readonly string[]> {
  const recent = await tx.action.findMany({
    where: { workspaceId, estateId, createdAt: { gte: new Date(at.getTime() - RECENT_DAYS * DAY_MS) } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: RECENT_LIMIT,
  });
  const { actions, notes } = decide(recent.map(toAction));
  const added: string[] = [];
  for (const action of actions) if (await addAction(tx, audit, workspaceId, action)) added.push(action.id);
  for (const { trouble, ...note } of notes) {
    if (trouble) await noteRule(tx, workspaceId, { ruleId: note.subject.id, trouble }, note.at);
    await audit.append(note);
  }
  return added;
}

/** False when there is an action of this key already. */
async function addAction(
  tx: Prisma.TransactionClient,
  audit: OpenAudit,
  workspaceId: WorkspaceId,
  action: NewAction,
): Promise<boolean> {
  const { rule, createdAt, ...columns } = action;
  const data = {
    ...columns,
    workspaceId,
    alertTitle: storable(action.alertTitle),
    requestedBy: storable(action.requestedBy),
    state: "proposed",
    rule: ruleDocument.write(rule),
    approvals: approvalsDocument.write([]),
    reports: reportsDocument.write([]),
    createdAt,
    updatedAt: createdAt,
  };
  const { count } = await addToEstate(() => tx.action.createMany({ data: [data], skipDuplicates: true }));
  if (count === 0) return false;
  const { id, estateId, ruleId, fingerprint, occurrence, mode, requestedBy } = action;
  const entry = await audit.append({
    at: createdAt,
    actor: requestedBy,
    event: "action requested",
    subject: { kind: "action", id },
    estateId,
    detail: { to: "proposed", rule: { id: ruleId, name: rule.name, mode }, fingerprint, occurrence },
  });
  await tx.actionTransition.create({
    data: {
      workspaceId,
      actionId: id,
      number: 1,
      fromState: null,
      toState: "proposed",
      at: createdAt,
      actor: storable(requestedBy),
      reason: null,
      auditNumber: entry.number,
    },
  });
  return true;
}

async function moveAction(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  move: ActionMove,
): Promise<boolean> {
  const { actionId, from, to, note, reason } = move;
  const audit = await openAudit(tx, workspaceId, note.at, move.isByPerson ? note.actor : undefined);
  if (!(await mayMove(tx, workspaceId, move))) return false;
  const { count } = await tx.action.updateMany({
    where: {
      workspaceId,
      id: actionId,
      state: from,
      ...(move.fence === undefined ? {} : { fence: move.fence }),
      ...(move.isFree ? { OR: [{ leaseUntil: null }, { leaseUntil: { lte: note.at } }] } : {}),
    },
    data: {
      state: to,
      updatedAt: note.at,
      ...(to === from && reason === null ? {} : { reason: reason === null ? null : storable(reason) }),
      ...(move.isClaim ? { fence: { increment: 1 } } : {}),
      ...newsData(move.news ?? {}),
    },
  });
  if (count !== 1) return false;
  if (move.rule) await noteRule(tx, workspaceId, move.rule, note.at, audit);
  const { estateId, fence } = await tx.action.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: actionId } },
    select: { estateId: true, fence: true },
  });
  const states = from === to ? { state: from } : { from, to };
  const entry = await audit.append({
    ...note,
    subject: { kind: "action", id: actionId },
    estateId,
    detail: { ...states, fence, reason, ...(note.detail as object) },
  });
  if (from !== to) await addTransition(tx, workspaceId, move, entry.number);
  return true;
}

/** Not while automation is paused, nor while another action of the same rule is on its way. */
async function mayMove(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { actionId, isForward, isAlone }: ActionMove,
): Promise<boolean> {
  if (isForward) {
    const automation = await tx.automation.findUnique({ where: { workspaceId } });
    if (automation?.isPaused) return false;
  }
  if (!isAlone) return true;
  const key = { workspaceId_id: { workspaceId, id: actionId } };
  const action = await tx.action.findUnique({ where: key, select: { ruleId: true } });
  if (!action) return false;
  const others = await tx.action.count({
    where: { workspaceId, ruleId: action.ruleId, id: { not: actionId }, state: { in: ACTING } },
  });
  return others === 0;
}

async function addTransition(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { actionId, from, to, reason, note }: ActionMove,
  auditNumber: number,
): Promise<void> {
  const number = 1 + (await tx.actionTransition.count({ where: { workspaceId, actionId } }));
  await tx.actionTransition.create({
    data: {
      workspaceId,
      actionId,
      number,
      fromState: from,
      toState: to,
      at: note.at,
      actor: storable(note.actor),
      reason: reason === null ? null : storable(reason),
      auditNumber,
    },
  });
}

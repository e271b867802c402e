import { auditHash } from "../../application/ports/audit-chain";
import type { AuditEntry, AuditNote, AuditStore } from "../../application/ports/audit-store";
import type { WorkspaceId } from "../../application/ports/store";
import { storable } from "./documents";
import type { Prisma, PrismaClient } from "./generated/client";
import { LONG_TRANSACTION } from "./transactions";

/** The audit of one workspace. */
export function auditQueries(prisma: PrismaClient, workspaceId: WorkspaceId): AuditStore {
  return {
    appendAudit: (note) =>
      prisma.$transaction(
        async (tx) => (await openAudit(tx, workspaceId, note.at)).append(note),
        LONG_TRANSACTION,
      ),
    listAudit: async ({ before, subjectId, limit }) => {
      const rows = await prisma.auditEntry.findMany({
        where: {
          workspaceId,
          ...(before === undefined ? {} : { number: { lt: before } }),
          ...(subjectId === undefined ? {} : { subjectId }),
        },
        orderBy: { number: "desc" },
        take: limit,
      });
      return rows.map(toAuditEntry);
    },
    readAudit: async (afterNumber, limit) => {
      const rows = await prisma.auditEntry.findMany({
        where: { workspaceId, number: { gt: afterNumber } },
        orderBy: { number: "asc" },
        take: limit,
      });
      return rows.map(toAuditEntry);
    },
    auditHead: async () => {
      const row = await prisma.workspace.findUnique({ where: { id: workspaceId } });
      return { count: row?.auditCount ?? 0, hash: row?.auditHead ?? "" };
    },
  };
}

/** Adds entries within one transaction. */
export interface OpenAudit {
  append(note: AuditNote): Promise<AuditEntry>;
}

/**
 * Locks the workspace's row until the transaction ends. Called before anything else of it, so that transactions which
 * write the audit come one after the other and never wait for each other in a circle. With `person` it is noted that
 * somebody decides here.
 */
export async function openAudit(
  tx: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  at: Date,
  person?: string,
): Promise<OpenAudit> {
  const where = { id: workspaceId };
  let head = await tx.workspace.update({ where, data: { auditCount: { increment: 0 } } });
  if (person !== undefined) {
    await tx.person.createMany({
      data: [{ workspaceId, id: storable(person), firstSeenAt: at }],
      skipDuplicates: true,
    });
  }
  return {
    append: async (note) => {
      const number = head.auditCount + 1;
      const said = { ...asStored(note), number, previousHash: head.auditHead };
      const entry = { ...said, hash: auditHash(said) };
      const { subject, detail, ...columns } = entry;
      await tx.auditEntry.create({
        data: {
          ...columns,
          workspaceId,
          subjectKind: subject.kind,
          subjectId: subject.id,
          detail: detail as Prisma.InputJsonValue,
        },
      });
      head = await tx.workspace.update({ where, data: { auditCount: number, auditHead: entry.hash } });
      return entry;
    },
  };
}

/** The note as it reads back: texts that a column can hold, and plain JSON. */
function asStored({ at, actor, event, subject, estateId, detail }: AuditNote): AuditNote {
  return {
    at,
    actor: wellFormed(actor),
    event: wellFormed(event),
    subject: { kind: subject.kind, id: wellFormed(subject.id) },
    estateId: estateId === null ? null : wellFormed(estateId),
    // A column of JSON holds null only where there is no value.
    detail: JSON.parse(JSON.stringify(detail ?? {})),
  };
}

/** What a text column makes of a text: half a pair of UTF-16 has no UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(storable(text), "utf8").toString("utf8");
}

function toAuditEntry(row: Prisma.AuditEntryGetPayload<object>): AuditEntry {
  const { number, at, actor, event, subjectKind, subjectId, estateId, detail, previousHash, hash } = row;
  const subject = { kind: subjectKind, id: subjectId };
  return { number, at, actor, event, subject, estateId, detail, previousHash, hash };
}

"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { ActionRecord } from "../../server/application/ports/action-store";
import { tagsText } from "../remediation/rule-form-parts";
import { windowText } from "../remediation/rule-words";
import { countOf } from "../ui/count";
import { visibleText } from "../ui/visible-text";
import { Expiry } from "./expiry";

const SHORT_ID_LENGTH = 12;

/** What the plan is held to, and what an approval of it is bound to. */
export function ActionTerms({ action }: { readonly action: ActionRecord }) {
  const { rule, plan, planHash, estateId, expiresAt, approvals } = action;
  const { guard, approval } = rule;
  const yesCount = approvals.filter(({ decision }) => decision === "approved").length;
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
      <Term label="Touches">
        {plan === null ? "no plan" : countOf(plan.touched.length, "resource")}; at most{" "}
        {countOf(guard.maxResources, "resource")}, and {guard.maxPercentOfKind} % of a kind
      </Term>
      <Term label="Protected tags">
        {guard.protectedTags.length === 0 ? (
          "none"
        ) : (
          <span className="font-mono text-[0.93em]">{visibleText(tagsText(guard.protectedTags))}</span>
        )}
      </Term>
      <Term label="Freeze windows">
        {guard.freezeWindows.length === 0 ? "none" : guard.freezeWindows.map(windowText).join("; ")}
      </Term>
      <Term label="Approvals">
        {yesCount} of {approval.count}
        {expiresAt === null || action.state !== "awaiting-approval" ? null : (
          <>
            , <Expiry at={expiresAt} />
          </>
        )}
      </Term>
      {plan === null ? null : (
        <Term label="Made on">
          <Link
            href={`/topology?estate=${encodeURIComponent(estateId)}&at=${encodeURIComponent(plan.snapshotId)}`}
            className="text-accent underline"
          >
            snapshot <span className="font-mono">{plan.snapshotId.slice(0, SHORT_ID_LENGTH)}</span>
          </Link>
        </Term>
      )}
      {planHash === null ? null : (
        <Term label="Plan hash">
          <span className="font-mono text-[0.93em] break-all">{planHash}</span>
          <span className="block text-muted text-xs">An approval holds for this plan and no other.</span>
        </Term>
      )}
    </dl>
  );
}

function Term({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

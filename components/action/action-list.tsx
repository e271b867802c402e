"use client";

import Link from "next/link";
import type { ActionRecord } from "../../server/application/ports/action-store";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { visibleText } from "../ui/visible-text";
import { ActionBadge } from "./action-badge";
import { ACTION_STATES } from "./action-words";
import { Expiry } from "./expiry";

interface ActionListProps {
  /** Names the list to readers. */
  readonly label: string;
  readonly actions: readonly ActionRecord[];
}

/** Actions, each with what it would change, about what, and how far it has come; each leads to its page. */
export function ActionList({ label, actions }: ActionListProps) {
  return (
    <ul aria-label={label}>
      {actions.map((action) => (
        <li key={action.id} className="border-line border-b last:border-b-0">
          <Link
            href={actionHref(action)}
            className="flex flex-col gap-1 px-4 py-2 outline-offset-[-2px] hover:bg-hover"
          >
            <span className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 flex-1 break-words font-medium">
                <Prose text={action.plan?.title ?? action.rule.name} />
              </span>
              <ActionBadge state={action.state} />
            </span>
            <span className="break-words text-muted">
              <Prose text={action.alertTitle} />
            </span>
            <span className="break-words text-muted text-xs">
              Rule {visibleText(action.rule.name)}, asked for <RelativeTime date={action.createdAt} />
              {action.state === "awaiting-approval" && action.expiresAt !== null ? (
                <>
                  , <Expiry at={action.expiresAt} />
                </>
              ) : null}
            </span>
            {action.state === "refused" || action.state === "needs-human" ? (
              <span className="break-words text-sm">
                <Prose text={action.reason ?? ACTION_STATES[action.state].says} isSentence />
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The page of an action, in its estate. */
export function actionHref({ id, estateId }: Pick<ActionRecord, "id" | "estateId">): string {
  return `/approvals/${encodeURIComponent(id)}?estate=${encodeURIComponent(estateId)}`;
}

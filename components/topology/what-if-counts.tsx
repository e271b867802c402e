"use client";

import type { WhatIfResult } from "../../server/engine/scenario";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";

/** How many flows a what-if touches, by what becomes of them. */
export function WhatIfCounts({ result }: { readonly result: WhatIfResult }) {
  const { lost, degraded, undecided, notWorkingBefore, unaffectedCount } = result;
  const lostHostCount = result.affected.filter(({ status }) => status === "lost").length;
  return (
    <>
      {lost.length > 0 ? (
        <Badge tone="lost">
          {countOf(lost.length, "flow")} lost, {countOf(lostHostCount, "host")}
        </Badge>
      ) : null}
      {degraded.length > 0 ? <Badge tone="risk">{countOf(degraded.length, "flow")} degraded</Badge> : null}
      {undecided.length > 0 ? (
        <Badge tone="undecided">{countOf(undecided.length, "flow")} undecided</Badge>
      ) : null}
      {notWorkingBefore.length > 0 ? (
        <Badge>{countOf(notWorkingBefore.length, "flow")} not working before</Badge>
      ) : null}
      {/* Green is for what was proved: every required flow was followed, and none needs the failed part. */}
      {unaffectedCount > 0 && lost.length + degraded.length + undecided.length === 0 ? (
        <Badge tone="ok">{countOf(unaffectedCount, "required flow")} proved unaffected</Badge>
      ) : (
        <Badge>{unaffectedCount.toLocaleString("en")} unaffected</Badge>
      )}
    </>
  );
}

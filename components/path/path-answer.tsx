"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useRouter } from "next/navigation";
import type { AppRouter } from "../../server/api/root";
import type { Element } from "../../server/engine/configuration";
import type { Hop, Phase, Trace } from "../../server/engine/semantics";
import { mapAtHref } from "../history/history-words";
import { VerdictBadge } from "../ui/badge";
import { Card } from "../ui/card";
import { HopList } from "../ui/hop-list";
import { Prose } from "../ui/prose";
import { ASSUMPTION_WORDS } from "../ui/verdict-words";
import { BlockerSets } from "./blocker-sets";
import { PathActions } from "./path-actions";
import { PathBranches } from "./path-branches";
import type { PathAddress } from "./use-path-address";
import { VerdictSentence } from "./verdict-sentence";

export type TraceAnswer = Extract<inferRouterOutputs<AppRouter>["trace"]["ask"], { kind: "trace" }>;

interface PathAnswerProps {
  readonly estateId: string;
  readonly address: PathAddress;
  readonly answer: TraceAnswer;
}

/** The verdict in a sentence, what it rests on, what would change it, and the way there and back. */
export function PathAnswer({ estateId, address, answer }: PathAnswerProps) {
  const { trace } = answer;
  const router = useRouter();
  const open = (element: Element) => router.push(mapAtHref(estateId, address.at, element.id));
  return (
    <>
      <Card title="Verdict" aside={<PathActions estateId={estateId} address={address} answer={answer} />}>
        <div className="flex flex-col gap-3">
          <div role="status" className="flex flex-wrap items-baseline gap-2">
            <VerdictBadge verdict={trace.verdict} />
            <VerdictSentence address={address} answer={answer} />
          </div>
          <Grounds trace={trace} />
          <BlockerSets blockers={trace.blockers} limit={trace.blockersLimit} />
        </div>
      </Card>
      <div className="grid gap-4 wide:grid-cols-2">
        <Way title="There" phase="forward" trace={trace} onSelect={open} />
        {address.oneWay ? null : <Way title="Back" phase="return" trace={trace} onSelect={open} />}
      </div>
      <PathBranches branches={trace.branches} onSelect={open} />
    </>
  );
}

/** What is missing, and what is taken for granted. */
function Grounds({ trace }: { readonly trace: Trace }) {
  const { missing, assumptions } = trace;
  return (
    <>
      {missing.length === 0 ? null : (
        <section aria-label="What is missing">
          <h3 className="font-semibold">What is missing to decide it</h3>
          <ul className="list-disc pl-5">
            {missing.map((text) => (
              <li key={text}>
                <Prose text={text} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {assumptions.length === 0 ? null : (
        <p className="text-muted">
          Taken for granted: {assumptions.map((one) => ASSUMPTION_WORDS[one]).join("; ")}.
        </p>
      )}
    </>
  );
}

interface WayProps {
  readonly title: string;
  readonly phase: Phase;
  readonly trace: Trace;
  readonly onSelect: (element: Element) => void;
}

function Way({ title, phase, trace, onSelect }: WayProps) {
  const hops = trace[phase];
  return (
    <Card title={`${title}, ${hops.length} ${hops.length === 1 ? "hop" : "hops"}`}>
      {hops.length === 0 ? (
        <p className="text-muted">
          {phase === "return" ? "No reply: the flow does not get that far." : "The flow does not start."}
        </p>
      ) : (
        <HopList
          label={title}
          hops={hops}
          onSelect={onSelect}
          everyPacket
          decidingIndex={trace.phase === phase ? decidingIndex(hops, trace) : undefined}
        />
      )}
    </Card>
  );
}

/** The last hop at the element that the verdict names; none where nothing stands in the way. */
function decidingIndex(hops: readonly Hop[], { at }: Trace): number | undefined {
  if (at === null) return undefined;
  const index = hops.findLastIndex(({ element }) => element.id === at.id);
  return index < 0 ? undefined : index;
}

import type { LoadAnswer, LoadBinding } from "../../server/application/ports/load-answers";
import { countOf } from "../ui/count";
import { PanelEmpty } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { elementText, figure, percent } from "./load-words";

/** The answer in a sentence: what fills up first, at which growth, and when. */
export function LoadVerdict({
  answer,
  threshold,
}: {
  readonly answer: LoadAnswer;
  readonly threshold: number;
}) {
  const { basis, firstToSaturate: first, demands, leftOutCount, assumedRateGbps } = answer;
  if (basis === "none")
    return (
      <PanelEmpty title="There is no traffic to put on the network">
        <p>None is declared, and no flow is required. Add some below, or import a file.</p>
      </PanelEmpty>
    );
  return (
    <div role="status" className="flex max-w-prose flex-col gap-1">
      {basis === "assumed" ? (
        <p>
          No traffic is declared, so {countOf(demands.length, "required flow")} are assumed to carry{" "}
          {assumedRateGbps} Gbps each
          {leftOutCount === 0 ? "" : `; ${countOf(leftOutCount, "more")} between too many hosts left out`}.
          This shows where it would press first if all were alike: it is no forecast, and names no date.
          Declare what is really sent below.
        </p>
      ) : null}
      <p className="font-medium text-lg">
        {first === null ? (
          "No known limit binds. Limits that are not known are listed apart: nothing is said about them."
        ) : (
          <>
            {bindingText(first)} fills up first: at {figure(first.growthFactor)} times the traffic
            <Dates answer={answer} threshold={threshold} />
          </>
        )}
      </p>
      <Open answer={answer} />
    </div>
  );
}

function Dates({ answer, threshold }: { readonly answer: LoadAnswer; readonly threshold: number }) {
  const { basis, breach, day, firstToSaturate } = answer;
  if (basis === "assumed") return ".";
  if (breach === null) return ". No declared growth reaches a known limit within 20 years.";
  const isSame = breach.row.key === firstToSaturate?.row.key;
  return (
    <>
      . {isSame ? "As it grows it" : bindingText(breach)} reaches {percent(threshold)} of the limit by{" "}
      <Day day={breach.date} />
      {breach.overloadDate === null ? null : (
        <>
          , all of it by <Day day={breach.overloadDate} />
        </>
      )}
      {day === null ? null : (
        <>
          {" "}
          (counted from <Day day={day} />)
        </>
      )}
      .
    </>
  );
}

/** A date stays on one line. */
function Day({ day }: { readonly day: string }) {
  return (
    <time dateTime={day} className="whitespace-nowrap">
      {day}
    </time>
  );
}

/** What of the traffic is not in these figures. */
function Open({ answer: { demands, unresolved } }: { readonly answer: LoadAnswer }) {
  const lost = demands.filter(({ lost }) => lost > 0).length;
  const unknown = demands.filter(({ unknown }) => unknown > 0).length;
  const parts = [
    ...(lost === 0 ? [] : [`${countOf(lost, "demand")} partly or wholly lost`]),
    ...(unknown === 0 ? [] : [`${countOf(unknown, "demand")} not followed to the end`]),
    ...(unresolved.length === 0
      ? []
      : [`${countOf(unresolved.length, "demand")} with an end that is not here`]),
  ];
  if (parts.length === 0) return null;
  return (
    <p className="text-risk-text">These figures are partial: {parts.join(", ")}. See the traffic below.</p>
  );
}

function bindingText({ row, application }: LoadBinding): string {
  const whose = application === null ? "" : ` (application ${visibleText(application)})`;
  const text = `${elementText(row.element)}${row.part === null ? "" : `, ${visibleText(row.part)}`}${whose}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

import type { Alert } from "../../server/engine/alert/alert.schema";
import { ElementLabel } from "../ui/element-label";
import { kindLabel } from "../ui/kind-label";
import { Name } from "../ui/name";

type Load = NonNullable<Alert["evidence"]["load"]>[number];

const DIRECTION_WORDS: Record<Load["direction"], string> = { in: "coming in", out: "going out", both: "" };
const BAR_WIDTH = 400;
const BAR_HEIGHT = 14;
const DEMANDS_SHOWN = 10;

/** The limits that are used up: how much of each, by whom, and when growth gets there. */
export function LoadEvidence({ loads }: { readonly loads: readonly Load[] }) {
  return (
    <ul aria-label="Limits that are used up" className="flex flex-col gap-3">
      {loads.map((load) => (
        <li
          key={`${load.element.id} ${load.dimension} ${load.direction} ${load.part ?? ""}`}
          className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3"
        >
          <LimitEntry load={load} />
        </li>
      ))}
    </ul>
  );
}

function LimitEntry({ load }: { readonly load: Load }) {
  const { element, direction, part, amount, limit, unit, ratio, thresholdRatio, whileDown } = load;
  const way = [DIRECTION_WORDS[direction], part ?? ""].filter((text) => text !== "").join(", ");
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <ElementLabel element={element} />
        {way === "" ? null : (
          <span className="text-muted">
            <Name text={way} max={80} />
          </span>
        )}
        {whileDown === null ? null : (
          <span className="text-muted">
            while {kindLabel(whileDown.kind)} <Name text={whileDown.id} max={120} mono /> is {whileDown.mode}
          </span>
        )}
      </p>
      <LimitBar load={load} />
      <p>
        <span className="font-medium">
          {figure(amount)} of {figure(limit)} {unit}
        </span>{" "}
        ({figure(ratio * 100)} % of the limit; {figure(thresholdRatio * 100)} % may be used)
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        <Growth load={load} />
        <dt className="text-muted">Limit</dt>
        <dd className="break-words">
          <Name text={load.source} max={200} />
        </dd>
        <dt className="text-muted">Traffic</dt>
        <dd>
          {load.basis}
          <Demands load={load} />
        </dd>
      </dl>
    </>
  );
}

/** The same in a picture: what is asked for, the part that may be used, and the limit. Its text stands below it. */
function LimitBar({ load: { ratio, thresholdRatio } }: { readonly load: Load }) {
  const whole = Math.max(1, ratio);
  const at = (share: number) => (Math.min(share, whole) / whole) * BAR_WIDTH;
  const tone = ratio > 1 ? "fill-lost" : ratio > thresholdRatio ? "fill-risk" : "fill-accent";
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`}
      preserveAspectRatio="none"
      className="h-3.5 w-full max-w-lg"
    >
      <rect width={BAR_WIDTH} height={BAR_HEIGHT} className="fill-undecided-soft" />
      <rect width={at(ratio)} height={BAR_HEIGHT} className={tone} />
      {[thresholdRatio, 1].map((share) => (
        <line
          key={share}
          x1={Math.min(at(share), BAR_WIDTH - 1)}
          x2={Math.min(at(share), BAR_WIDTH - 1)}
          y1={0}
          y2={BAR_HEIGHT}
          strokeWidth={2}
          className="stroke-text"
          strokeDasharray={share === 1 ? undefined : "3 2"}
        />
      ))}
    </svg>
  );
}

function Growth({ load: { growthFactor, date, overloadDate, countedFrom } }: { readonly load: Load }) {
  if (growthFactor === null || date === null) return null;
  return (
    <>
      <dt className="text-muted">May grow</dt>
      <dd>{figure(growthFactor)} times</dd>
      <dt className="text-muted">Fills up by</dt>
      <dd>
        <time dateTime={date}>{date}</time>
        {overloadDate === null ? null : (
          <>
            , all of it by <time dateTime={overloadDate}>{overloadDate}</time>
          </>
        )}
        {countedFrom === null ? null : (
          <span className="text-muted">
            {" "}
            (counted from <time dateTime={countedFrom}>{countedFrom}</time>)
          </span>
        )}
      </dd>
    </>
  );
}

function Demands({ load: { demands } }: { readonly load: Load }) {
  const more = demands.length - DEMANDS_SHOWN;
  return (
    <ul aria-label="Traffic by its share" className="flex flex-col">
      {demands.slice(0, DEMANDS_SHOWN).map(({ id, name, application, share, growthPerYear }) => (
        <li key={id} className="flex flex-wrap gap-x-2">
          <span className="w-14 text-right font-mono text-xs">{figure(share * 100)} %</span>
          <Name text={name ?? id} max={100} mono />
          {application === null ? null : (
            <span className="text-muted">
              <Name text={application} max={32} />
            </span>
          )}
          {growthPerYear === null ? null : (
            <span className="text-muted">{figure(growthPerYear)} times a year</span>
          )}
        </li>
      ))}
      {more > 0 ? <li className="text-muted">and {more} more</li> : null}
    </ul>
  );
}

/** At most three digits after those that matter. */
function figure(value: number): string {
  return String(Number(value >= 1000 ? value.toFixed(0) : value.toPrecision(3)));
}

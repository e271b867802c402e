import { type Check, fingerprint } from "../finding";
import { type ElementLoad, type Forecast, textOfEnds, type UnresolvedDemand } from "../scenario";
import type { LoadStanding } from "./load-standing";
import type { ToldOverload } from "./overloads";

export const OVER_CAPACITY = "over-capacity";
export const CAPACITY_DATE = "capacity-date";
export const OVERLOAD_AFTER_FAILURE = "overload-after-failure";
export const LOAD_KINDS: readonly string[] = [OVER_CAPACITY, CAPACITY_DATE, OVERLOAD_AFTER_FAILURE];
/** Whether a demand is understood and followed to its end. */
export const FOLLOWED = "demand";

/** The identity of what is said of one element's limits. */
export function loadFingerprint(kind: string, elementId: string): string {
  return fingerprint({ kind, policy: "load-within-limits", element: elementId });
}

/** What stands above its threshold now. */
export function isOver({ worst }: ElementLoad): boolean {
  return worst?.usage.state === "overloaded" || worst?.usage.state === "at-risk";
}

/** When growth gets an element to a threshold, if that is within a year and not so already. */
export function dueForecast(element: ElementLoad): Forecast | null {
  const { forecast } = element;
  return forecast !== null && forecast.years <= 1 && !isOver(element) ? forecast : null;
}

/**
 * One check for each demand, each loaded element now, each that growth presses on, and each single failure that traffic could
 * feel. While some demand is not followed to its end, no element is known to have room.
 */
export function loadChecks(standing: LoadStanding, told: readonly ToldOverload[]): readonly Check[] {
  const { stated, unresolved, baseline, elements, day } = standing;
  const open = openDemands(standing);
  const missing = [...new Set(open.flatMap((each) => each.missing))].sort();
  const openIds = new Set(open.map(({ id }) => id));
  const demands = [
    ...open.map(({ id, missing: why }) => demandCheck(id, "unknown", why)),
    ...stated.flatMap(({ demand: { id } }) => (openIds.has(id) ? [] : demandCheck(id, "holds", []))),
    ...unresolved.map((each) => demandCheck(unresolvedId(each), "unknown", [unresolvedText(each)])),
  ];
  if (!baseline) return demands;
  const unsaid = [...missing, ...unresolved.map(unresolvedText)].sort();
  return [
    ...demands,
    ...elements.map((element) => capacityCheck(element, unsaid)),
    ...(day === null ? [] : elements.filter(({ isGrowing }) => isGrowing)).map((element) =>
      dateCheck(element, unsaid),
    ),
    ...failureChecks(standing, told, unsaid),
  ];
}

function demandCheck(id: string, outcome: Check["outcome"], missing: readonly string[]): Check {
  return { family: "load", kind: FOLLOWED, subject: { kind: "demand", id }, outcome, missing };
}

function unresolvedId({ fact }: UnresolvedDemand): string {
  return `${textOfEnds(fact.from)} > ${textOfEnds(fact.to)}`;
}

function unresolvedText(each: UnresolvedDemand): string {
  const part = each.part === "" ? "" : `, \`${each.part}\``;
  return `traffic ${unresolvedId(each)}${part}: ${each.message}`;
}

/** Demands that are not followed to the end. */
function openDemands({ stated, baseline, leftOut }: LoadStanding) {
  if (!baseline) return stated.map(({ demand: { id } }) => ({ id, missing: [leftOut ?? ""] }));
  return stated.flatMap(({ demand: { id } }, position) => {
    const routed = baseline.routed[position];
    if (!routed || routed.unknown <= 0) return [];
    const why = routed.missing.length > 0 ? routed.missing.join(", ") : "not decided";
    return [{ id, missing: [`where traffic ${id} goes: ${why}`] }];
  });
}

function capacityCheck(element: ElementLoad, unsaid: readonly string[]): Check {
  const own = loadFingerprint(OVER_CAPACITY, element.element.id);
  const base = { family: "load", kind: OVER_CAPACITY, subject: element.element, fingerprint: own } as const;
  if (isOver(element)) return { ...base, outcome: "violated", missing: [] };
  return { ...base, ...unlessMissing([...element.unknownWhy, ...unsaid]) };
}

function dateCheck(element: ElementLoad, unsaid: readonly string[]): Check {
  const { element: subject } = element;
  const own = loadFingerprint(CAPACITY_DATE, subject.id);
  const base = { family: "load", kind: CAPACITY_DATE, subject, fingerprint: own } as const;
  // What is over its threshold already needs no date: the other alert on it tells.
  if (isOver(element)) return { ...base, outcome: "violated", coveredBy: subject.id, missing: [] };
  if (dueForecast(element)) return { ...base, outcome: "violated", missing: [] };
  return { ...base, ...unlessMissing([...element.unknownWhy, ...unsaid]) };
}

function failureChecks(
  { sweep, leftOut, stated }: LoadStanding,
  told: readonly ToldOverload[],
  unsaid: readonly string[],
): readonly Check[] {
  const base = { family: "load", kind: OVERLOAD_AFTER_FAILURE } as const;
  if (!sweep) {
    const id = `${stated.length} demands`;
    return [
      { ...base, subject: { kind: "demand", id }, outcome: "unknown", missing: leftOut ? [leftOut] : [] },
    ];
  }
  const byFailure = new Map(told.map((each) => [JSON.stringify(each.overload.failure), each]));
  return sweep.tried.map(({ failure, element, isUndecided }): Check => {
    const found = byFailure.get(JSON.stringify(failure));
    const own = { ...base, subject: element, fingerprint: overloadFingerprint(failure) };
    if (found)
      return {
        ...own,
        outcome: "violated",
        ...(found.coveredBy === null ? {} : { coveredBy: found.coveredBy.id }),
        missing: [],
      };
    const why = isUndecided ? ["where traffic goes then is not known"] : [];
    return { ...own, ...unlessMissing([...why, ...unsaid]) };
  });
}

/** The identity of the alert that the failure of one thing overloads others. */
export function overloadFingerprint(failure: ToldOverload["overload"]["failure"]): string {
  const { id, mode, route } = failure;
  return fingerprint({
    kind: OVERLOAD_AFTER_FAILURE,
    policy: `${mode}${route === undefined ? "" : ` ${route}`}`,
    element: id,
  });
}

function unlessMissing(missing: readonly string[]): Pick<Check, "outcome" | "missing"> {
  return { outcome: missing.length > 0 ? "unknown" : "holds", missing: [...new Set(missing)].sort() };
}

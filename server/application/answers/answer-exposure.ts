import { type ExposedRow, findExposure } from "../../engine/scenario";
import type { ExposureAnswer, ExposureOf } from "../ports/resource-answers";
import type { HeldSnapshot } from "./held-snapshot";

/** How open every host and balancer is to the internet. What has no public address is not, by itself. */
export function answerExposure({ configuration, network }: HeldSnapshot): ExposureAnswer {
  const { exposed, undecided, checked } = findExposure(network());
  const rows = new Map<string, ExposedRow[]>();
  for (const row of exposed) rows.set(row.resource.id, [...(rows.get(row.resource.id) ?? []), row]);
  const open = new Set(undecided.map(({ resource }) => resource.id));
  const { instance, loadBalancer, classicLoadBalancer } = configuration.resources;
  const asked = [
    ...instance,
    ...loadBalancer,
    ...classicLoadBalancer,
    ...checked.map((each) => each.resource),
  ];
  const ids = [...new Set(asked.map(({ id }) => id))].sort();
  return {
    addressCount: checked.length,
    resources: ids.map((id): ExposureOf => {
      const own = rows.get(id) ?? [];
      return { id, reach: reachOf(own, open.has(id)), flows: flowsOf(own) };
    }),
  };
}

/** The worst that is known leads; what is undecided beside it may only be worse. */
function reachOf(rows: readonly ExposedRow[], isOpen: boolean): ExposureOf["reach"] {
  if (rows.some(({ scope }) => scope === "internet-wide")) return "internet";
  if (isOpen) return "undecided";
  return rows.length > 0 ? "part" : "none";
}

/** The ports that answer, as text; the first few of many. */
function flowsOf(rows: readonly ExposedRow[]): readonly string[] {
  const texts = rows.flatMap(({ protocol, ports }) =>
    ports.length === 0
      ? [protocol]
      : ports.map(([lo, hi]) => `${protocol}/${lo === hi ? lo : `${lo}-${hi}`}`),
  );
  const all = [...new Set(texts)];
  return all.length > 3 ? [...all.slice(0, 3), `${all.length - 3} more`] : all;
}

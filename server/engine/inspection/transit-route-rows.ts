import type { ResourceOf } from "../configuration";
import { elementOf } from "../intent";
import { isAttachmentUp, type Network } from "../semantics";
import { compareDestinations } from "./route-rows";
import type { RuleRow, TracedList } from "./rule-list";
import { nameOf } from "./rule-rows";

type Table = ResourceOf<"transitGatewayRouteTable">;

/**
 * A transit gateway's table, the longest prefix first, static before propagated at equal length (TGW-4). Whether a
 * route carries anything is worked out from its attachments.
 */
export function transitRouteTableRules(network: Network, table: Table): TracedList {
  const { index } = network;
  const routes = table.routes
    .map((route) => ({
      ...route,
      text: "prefix" in route.destination ? route.destination.prefix : route.destination.prefixListId,
    }))
    .toSorted(
      (a, b) =>
        compareDestinations(a.text, b.text) || Number(b.type === "static") - Number(a.type === "static"),
    );
  const statics = new Set(routes.filter(({ type }) => type === "static").map(({ text }) => text));
  const rows = routes.map((route): RuleRow => {
    const targets = route.attachments.map(({ attachmentId }) => nameOf(index, attachmentId)).join(", ");
    const rule = `${route.text} → ${targets || "nowhere"}`;
    if (route.type !== "static" && statics.has(route.text))
      return {
        rule,
        detail: route.type,
        verdict: "not used",
        idle: "never decides: the static route comes first",
      };
    const { verdict, why } = fateOf(network, route);
    const detail = [route.type, why].filter((part) => part !== "").join("; ");
    const withdrawable = route.type === "static" ? route.text : route.attachments[0]?.attachmentId;
    return { rule, detail, verdict, ...(withdrawable === undefined ? {} : { withdrawable }) };
  });
  return {
    title: "Transit gateway route table",
    element: elementOf(table),
    direction: "route",
    match: "first",
    rows: [...rows, { rule: "every other destination", detail: "no route matches", verdict: "drop" }],
    names: [
      ...routes.map(({ text, type }, position) =>
        rows[position]?.idle === undefined
          ? { start: `${text} (${type === "static" ? "" : "propagated"}`, end: ` in ${table.id}` }
          : null,
      ),
      null,
    ],
  };
}

function fateOf(network: Network, { attachments, state }: Table["routes"][number]) {
  if (attachments.length === 0) return { verdict: "drop", why: "a blackhole route" };
  const ids = attachments.map(({ attachmentId }) => attachmentId);
  if (ids.some((id) => isAttachmentUp(network, id)))
    return {
      verdict: "route",
      why: state === "blackhole" ? "its attachment works, though recorded as blackhole" : "",
    };
  if (ids.some((id) => network.index.get("transitGatewayAttachment", id) === undefined))
    return { verdict: "unknown", why: "its attachment is not in the input" };
  return { verdict: "drop", why: "no attachment of it is available" };
}

import { type ConfigurationIndex, partWith } from "../../engine/configuration";
import { failureText, withdrawableOf } from "../../engine/scenario";
import { regionsOf, type Failure as SupposedFailure } from "../../engine/semantics";
import { Failure } from "../ports/failure";

/** Failures as they are, each of something that is in the snapshot. Fails BAD_INPUT for others. */
export function checkFailures(
  index: ConfigurationIndex,
  failures: readonly (Omit<SupposedFailure, "route"> & { readonly route?: string | undefined })[],
): readonly SupposedFailure[] {
  return failures.map(({ kind, id, mode, route }) => {
    if (!isThere(index, kind, id)) {
      throw new Failure("BAD_INPUT", `the snapshot has no ${kind} \`${id}\`: take what fails from its map`);
    }
    const failure = { kind, id, mode, ...(route === undefined ? {} : { route }) };
    if (mode === "withdrawn" && !hasRoute(index, id, route)) {
      throw new Failure(
        "BAD_INPUT",
        `${failureText(index, failure)} is not possible: there is no such route`,
      );
    }
    if (mode === "detached" && !index.get("transitGatewayAttachment", id)?.association) {
      throw new Failure("BAD_INPUT", `${failureText(index, failure)} is not possible: it has none`);
    }
    return failure;
  });
}

function hasRoute(index: ConfigurationIndex, tableId: string, route: string | undefined): boolean {
  const table = index.get("routeTable", tableId) ?? index.get("transitGatewayRouteTable", tableId);
  return table !== undefined && route !== undefined && withdrawableOf(table).includes(route);
}

/** A resource, a part of one that fails by itself, or a region with a subnet. */
function isThere(index: ConfigurationIndex, kind: string, id: string): boolean {
  if (kind === "region") return regionsOf(index.configuration).includes(id);
  return index.find(id)?.kind === kind || partWith(index, id)?.element.kind === kind;
}

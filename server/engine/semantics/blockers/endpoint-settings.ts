import type { Configuration, ResourceKind } from "../../configuration";
import { withChanged } from "./edit";

/**
 * A setting of a VPC endpoint, by what shall be there.
 * - `available`: accepted by whoever offers the service, or set up.
 * - `inTable`: of a gateway endpoint: the table has its route to the service's prefix list.
 * - `privateNames`: the service's name leads to the endpoint.
 */
export type EndpointSetting =
  | { readonly kind: "available" }
  | { readonly kind: "inTable"; readonly tableId: string; readonly prefixListId: string }
  | { readonly kind: "privateNames" };

/** Kinds of resources that change with the setting. */
export function endpointKinds({ kind }: EndpointSetting): readonly ResourceKind[] {
  return kind === "inTable" ? ["vpcEndpoint", "routeTable"] : ["vpcEndpoint"];
}

/** The setting made on a copy. */
export function withEndpointSetting(
  configuration: Configuration,
  id: string,
  setting: EndpointSetting,
): Configuration {
  switch (setting.kind) {
    case "available":
      return withChanged(configuration, "vpcEndpoint", id, (each) => ({ ...each, state: "available" }));
    case "privateNames":
      return withChanged(configuration, "vpcEndpoint", id, (each) => ({ ...each, privateDnsEnabled: true }));
    case "inTable": {
      const { tableId, prefixListId } = setting;
      const listed = withChanged(configuration, "vpcEndpoint", id, (each) => ({
        ...each,
        routeTableIds: [...each.routeTableIds, tableId].sort(),
      }));
      return withChanged(listed, "routeTable", tableId, (table) => ({
        ...table,
        routes: [
          ...table.routes,
          {
            destination: { prefixListId },
            target: { kind: "vpcEndpoint", id },
            origin: "CreateRoute",
            state: "active",
          },
        ],
      }));
    }
  }
}

/** The setting in words. `it` and `named` write an id with the name beside it. */
export function endpointText(
  it: string,
  serviceName: string,
  setting: EndpointSetting,
  named: (id: string) => string,
): string {
  switch (setting.kind) {
    case "available":
      return `accept the connection of endpoint ${it} to service ${serviceName}`;
    case "inTable":
      return `associate gateway endpoint ${it} with route table ${named(setting.tableId)}`;
    case "privateNames":
      return `switch private DNS names of endpoint ${it} on`;
  }
}

import {
  aclEntryText,
  type ConfigurationIndex,
  type Element,
  groupRuleText,
  namedId,
  routeText,
} from "../../configuration";
import { elementOf, type Network } from "../network";
import { firstDeny } from "./apply-cures";
import { balancerText } from "./balancer-settings";
import type { Cure } from "./cure";
import { endpointText } from "./endpoint-settings";
import { hybridText } from "./hybrid-settings";

/** The setting that a cure changes. */
export function curedElement(network: Network, cure: Cure): Element {
  return elementOf(network, network.index.find(cure.id)?.kind ?? "resource", cure.id);
}

/** A cure in words, in the imperative: what to do, and where. */
export function cureText(index: ConfigurationIndex, cure: Cure): string {
  const named = (id: string) => namedId(index, id);
  const it = named(cure.id);
  switch (cure.kind) {
    case "allowInGroup":
      return `add ${cure.direction} ${cure.rules.map((rule) => groupRuleText(rule, cure.direction)).join(" and ")} to security group ${it}`;
    case "allowInAcl":
      return aclText(index, cure, it);
    case "route": {
      const table = index.get("routeTable", cure.id);
      const same = table?.routes.some(
        ({ destination, origin }) =>
          origin !== "EnableVgwRoutePropagation" &&
          JSON.stringify(destination) === JSON.stringify(cure.destination),
      );
      return same
        ? `point the route ${routeText(cure, (id) => named(id).replaceAll("`", ""))} in route table ${it}, instead of where it leads now`
        : `add route ${routeText(cure, (id) => named(id).replaceAll("`", ""))} to route table ${it}`;
    }
    case "state":
      return STATE_TEXT[cure.resource].replace("%", it);
    case "attachGateway":
      return `attach ${it} to VPC ${named(cure.vpcId)}`;
    case "publicAddress":
      return `give network interface ${it} a public address for ${cure.privateAddress}`;
    case "sourceCheckOff":
      return `switch the source/destination check of network interface ${it} off`;
    case "excludeFromBlock":
      return `exclude VPC ${named(cure.vpcId)} from block public access, in both directions`;
    case "enableZone":
    case "associateAttachment":
    case "transitRoute":
    case "dropTransitRoute":
    case "transitPropagation":
    case "ipv6Attachment":
      return transitText(index, cure, it, named);
    case "dropRoute": {
      const { destination } = cure;
      const to = "prefix" in destination ? destination.prefix : named(destination.prefixListId);
      return `remove the route ${to} from route table ${it}`;
    }
    case "natZone":
      return `register zone ${named(cure.zoneId)} with regional NAT gateway ${it}`;
    case "metadataOn":
      return `switch the instance metadata service of ${it} on`;
    case "balancer":
      return balancerText(index, cure.id, cure.setting, named);
    case "endpoint":
      return endpointText(it, index.get("vpcEndpoint", cure.id)?.serviceName ?? "", cure.setting, named);
    case "hybrid":
      return hybridText(it, cure.setting, named);
    case "restore":
      return `restore ${it}, which is supposed to have failed`;
  }
}

type TransitCure = Extract<
  Cure,
  {
    kind:
      | "enableZone"
      | "associateAttachment"
      | "transitRoute"
      | "dropTransitRoute"
      | "transitPropagation"
      | "ipv6Attachment";
  }
>;

function transitText(
  index: ConfigurationIndex,
  cure: TransitCure,
  it: string,
  named: (id: string) => string,
): string {
  switch (cure.kind) {
    case "enableZone":
      return `add subnet ${named(cure.subnetId)} to transit gateway attachment ${it}`;
    case "associateAttachment":
      return `associate transit gateway attachment ${it} with route table ${named(cure.tableId)}`;
    case "transitRoute": {
      const isThere = index
        .get("transitGatewayRouteTable", cure.id)
        ?.routes.some(
          ({ type, destination }) =>
            type === "static" && "prefix" in destination && destination.prefix === cure.prefix,
        );
      const to = named(cure.attachmentId);
      return isThere
        ? `point the route ${cure.prefix} in transit gateway route table ${it} at ${to}`
        : `add static route ${cure.prefix} → ${to} to transit gateway route table ${it}`;
    }
    case "dropTransitRoute":
      return `remove the static route ${cure.prefix} from transit gateway route table ${it}`;
    case "transitPropagation":
      return `turn on propagation of attachment ${named(cure.attachmentId)} in transit gateway route table ${it}`;
    case "ipv6Attachment":
      return `switch IPv6 support of transit gateway attachment ${it} on`;
  }
}

const STATE_TEXT = {
  instance: "start instance %",
  networkInterface: "attach network interface %",
  vpcPeeringConnection: "accept peering connection %",
  natGateway: "bring NAT gateway % to the state available",
  transitGatewayAttachment: "accept transit gateway attachment %",
} as const;

function aclText(
  index: ConfigurationIndex,
  { id, entries }: Extract<Cure, { kind: "allowInAcl" }>,
  it: string,
): string {
  const acl = index.get("networkAcl", id);
  const egress = entries[0]?.egress ?? false;
  const denied = acl && firstDeny(acl, egress);
  const place = denied === undefined ? "" : `, in a rule number below ${denied}`;
  return `allow ${egress ? "outbound" : "inbound"} ${entries.map(aclEntryText).join(" and ")} in network ACL ${it}${place}`;
}

import { attributeLabel, attributeText } from "../attribute-text";
import type { ResourceKind } from "../configuration.schema";
import { canonicalJson } from "../content-hash";
import type { NetworkAclEntry, Route, SecurityGroupRule } from "../network.schema";
import { aclEntryText, groupRuleText, type RuleDirection, routeText } from "../rule-text";
import type { FieldChangeKind } from "./configuration-diff.schema";

/** How the items of one list are told apart, and how they are named. */
export interface ListForm<Item = unknown> {
  readonly label: string;
  /** Items with one key are the same thing in two states. */
  readonly key: (item: Item) => string;
  readonly text: (item: Item) => string;
  /** Attributes of an item that its text tells, or that need no telling. */
  readonly inText: readonly string[];
  /** Whether an item that came or went is told with all it has, not by its text alone. */
  readonly isToldWhole?: boolean;
  readonly added: FieldChangeKind;
  readonly removed: FieldChangeKind;
  /** When a pair's texts differ. */
  readonly changed: FieldChangeKind;
}

/** The form of an attribute that is a list without meaningful order; `undefined` for any other attribute. */
export function listFormOf(kind: ResourceKind, attribute: string): ListForm | undefined {
  return FORMS[`${kind}.${attribute}`] ?? FORMS[attribute] ?? wordsForm(attribute);
}

type Kinds = Pick<ListForm, "added" | "removed" | "changed">;

const ATTRIBUTE: Kinds = { added: "attribute", removed: "attribute", changed: "attribute" };
const ASSOCIATION: Kinds = {
  added: "association-added",
  removed: "association-removed",
  changed: "attribute",
};

/** A list's form where a name says nothing else: `undefined` unless the attribute is a list of words. */
function wordsForm(attribute: string): ListForm | undefined {
  const end = /(Ids|Arns|Names|[Pp]refixes|Addresses|Processes|Statuses)$/.exec(attribute)?.[1];
  if (end === undefined) return undefined;
  const isAssociation = ["Ids", "Arns", "Names"].includes(end);
  const singular = isAssociation ? attribute.slice(0, -end.length) : attribute.slice(0, -"es".length);
  return {
    label: attributeLabel(singular),
    key: String,
    text: String,
    inText: [],
    ...(isAssociation ? ASSOCIATION : ATTRIBUTE),
  };
}

/** Items told apart by some of their attributes, which also name them; the rest is told when it differs. */
function keyed(label: string, names: readonly string[], kinds: Kinds): ListForm {
  const values = (item: unknown) =>
    names.map((name) =>
      typeof item === "object" && item !== null && Object.hasOwn(item, name)
        ? (item as Record<string, unknown>)[name]
        : undefined,
    );
  return {
    label,
    key: (item) => canonicalJson(values(item).map((value) => value ?? null)),
    text: (item) =>
      values(item)
        .flatMap((value) => attributeText(value) ?? [])
        .join(" "),
    inText: names,
    isToldWhole: true,
    ...kinds,
  };
}

/** Forgets the type of the items: the schemas parsed them, and a form only meets those of its own attribute. */
function formOf<Item>(form: ListForm<Item>): ListForm {
  return form as ListForm;
}

function pairs(label: string): ListForm {
  return formOf<{ readonly key: string; readonly value: string }>({
    label,
    key: ({ key }) => key,
    text: ({ key, value }) => `${key} = ${value}`,
    inText: ["key", "value"],
    ...ATTRIBUTE,
  });
}

function groupRules(direction: RuleDirection): ListForm {
  const text = (rule: SecurityGroupRule) => groupRuleText(rule, direction);
  return formOf<SecurityGroupRule>({
    label: direction === "ingress" ? "Inbound rule" : "Outbound rule",
    // Not by ports as written: "all ports" may be written in several ways.
    key: (rule) => {
      const { peer } = rule;
      const where =
        peer.kind === "securityGroup" ? [peer.accountId, peer.vpcId, peer.vpcPeeringConnectionId] : [];
      return canonicalJson([text(rule), ...where.map((value) => value ?? null)]);
    },
    text,
    inText: ["protocol", "fromPort", "toPort"],
    added: "rule-added",
    removed: "rule-removed",
    changed: "attribute",
  });
}

function side({ egress }: NetworkAclEntry): string {
  return egress ? "outbound" : "inbound";
}

interface TransitRoute {
  readonly destination: Route["destination"];
  readonly type: string;
  readonly attachments: readonly { readonly attachmentId: string }[];
}

function transitRouteText({ destination, type, attachments }: TransitRoute): string {
  const to = "prefix" in destination ? destination.prefix : destination.prefixListId;
  const targets = attachments.map(({ attachmentId }) => attachmentId).sort();
  return `${to} (${type}) → ${targets.join(", ") || "blackhole"}`;
}

interface Association {
  readonly main: boolean;
  readonly subnetId?: string;
  readonly gatewayId?: string;
}

const ROUTE_KINDS: Kinds = { added: "route-added", removed: "route-removed", changed: "route-retargeted" };

const FORMS: Readonly<Record<string, ListForm>> = {
  tags: pairs("Tag"),
  attributes: pairs("Attribute"),
  "securityGroup.ingress": groupRules("ingress"),
  "securityGroup.egress": groupRules("egress"),
  "networkAcl.entries": formOf<NetworkAclEntry>({
    label: "Entry",
    key: (entry) => `${side(entry)} ${String(entry.ruleNumber).padStart(6, "0")}`,
    text: (entry) => `${side(entry)} ${entry.ruleNumber}: ${entry.action} ${aclEntryText(entry)}`,
    inText: ["ruleNumber", "egress", "protocol", "action", "prefix", "portRange", "icmp"],
    added: "entry-added",
    removed: "entry-removed",
    changed: "entry-changed",
  }),
  "routeTable.routes": formOf<Route>({
    label: "Route",
    key: ({ destination }) => canonicalJson(destination),
    text: (route) => routeText(route),
    inText: ["destination", "target"],
    ...ROUTE_KINDS,
  }),
  "routeTable.associations": formOf<Association>({
    label: "Association",
    key: ({ main, subnetId, gatewayId }) => canonicalJson([main, subnetId ?? null, gatewayId ?? null]),
    text: ({ subnetId, gatewayId }) => subnetId ?? gatewayId ?? "main table of the VPC",
    inText: ["main", "subnetId", "gatewayId"],
    ...ASSOCIATION,
  }),
  "transitGatewayRouteTable.routes": formOf<TransitRoute>({
    label: "Route",
    key: ({ destination, type }) => canonicalJson([destination, type]),
    text: transitRouteText,
    inText: ["destination", "type", "attachments"],
    ...ROUTE_KINDS,
  }),
  "transitGatewayRouteTable.propagations": keyed("Propagation from", ["attachmentId"], ASSOCIATION),
  "vpnConnection.routes": keyed("Static route", ["prefix"], ATTRIBUTE),
  "vpnConnection.tunnels": keyed("Tunnel", ["outsideAddress"], ATTRIBUTE),
  attachments: keyed("Attachment", ["vpcId"], ASSOCIATION),
  privateAddresses: keyed("Private address", ["address"], ATTRIBUTE),
  exclusions: keyed("Exclusion", ["resourceId"], ATTRIBUTE),
  "natGateway.addresses": keyed("Address", ["publicAddress", "privateAddress"], ATTRIBUTE),
  zones: keyed("Zone", ["zoneName"], ATTRIBUTE),
  "listener.rules": keyed("Listener rule", ["priority"], ATTRIBUTE),
  targets: keyed("Target", ["id", "port"], ATTRIBUTE),
  "classicLoadBalancer.instanceStates": keyed("Health of", ["instanceId"], ATTRIBUTE),
  "classicLoadBalancer.listeners": keyed("Listener", ["protocol", "port"], ATTRIBUTE),
  "autoScalingGroup.instances": keyed("Instance", ["instanceId"], ASSOCIATION),
  "firewall.endpoints": keyed("Endpoint", ["endpointId"], ASSOCIATION),
};

import { type Alert, DATA_AT_RISK } from "../../alert";
import {
  type Change,
  type ConfigurationIndex,
  canonicalJson,
  type ResourceOf,
  type SecurityGroupRule,
} from "../../configuration";
import { type Intent, type Tier, tiersOf } from "../../intent";
import { parseProtocol } from "../../net";
import { attackFacts, type BreachFacts } from "../../scenario";
import type { Draft } from "./draft";
import { portsOf } from "./exposure-fixes";

type Service = NonNullable<BreachFacts["stores"][number]["service"]>;

/**
 * A cure for data at risk: every rule by which a store is open on its port, whoever came by it this time, names the groups of
 * the tiers that need the store instead. These are told by flows that somebody stated and by who keeps a key of the store;
 * where nobody says, by the flows that are inferred. None where nobody is known to need it, or the rules name them already.
 */
export function moveStoreRule(
  index: ConfigurationIndex,
  intents: readonly Intent[],
  { kind, subject }: Alert,
): readonly Draft[] {
  if (kind !== DATA_AT_RISK) return [];
  const { facts } = attackFacts(index);
  const store = facts.stores.find(({ id }) => id === subject.id);
  if (!store?.service) return [];
  const hostIds = [...new Set([...store.hostIds, ...store.endIds])];
  const keepers = facts.credentials
    .filter(({ opens }) => opens.includes(store.id))
    .flatMap(({ foundOn }) => foundOn.map(({ hostId }) => hostId));
  const tiers = needing(index, intents, { hostIds, keepers, service: store.service });
  const groupIds = new Set(tiers.flatMap((tier) => ownGroup(index, tier) ?? []));
  const operations = moves(index, storeGroups(index, hostIds), [...groupIds].sort(), store.service);
  if (operations.length === 0 || groupIds.size === 0) return [];
  const name = subject.name ?? subject.id;
  return [
    {
      id: `move-store-rule ${subject.id}`,
      action: "move-store-rule",
      title: `Open ${name} to ${tiers.map((tier) => tier.name).join(" and ")} alone`,
      effort: "low",
      sideEffects: [
        "whoever else came in by these rules is shut out; the trial lists them",
        "an attacker on a host of a tier that needs the store still gets to it",
      ],
      operations: [...operations],
    },
  ];
}

/** Tiers that need a store; what somebody said comes before what is inferred, for that may rest on the open rule itself. */
function needing(
  index: ConfigurationIndex,
  intents: readonly Intent[],
  { hostIds, keepers, service }: { hostIds: readonly string[]; keepers: readonly string[]; service: Service },
): readonly Tier[] {
  const flows = intents.filter(
    ({ to, protocol, ports }) =>
      to.kind === "tier" &&
      to.members.some((id) => hostIds.includes(id)) &&
      parseProtocol(protocol) === service.protocol &&
      (ports.length === 0 ||
        ports.some(([lo, hi]) => service.port === null || (lo <= service.port && service.port <= hi))),
  );
  const callers = (list: readonly Intent[]) =>
    list.flatMap(({ from }) => (from.kind === "tier" ? from.members : []));
  const said = new Set([...keepers, ...callers(flows.filter(({ origin }) => origin !== "inferred"))]);
  const ids = said.size > 0 ? said : new Set(callers(flows));
  return tiersOf(index).filter(({ members }) =>
    members.some(({ element }) => ids.has(element.id) && !hostIds.includes(element.id)),
  );
}

/** Of a tier's groups the one that the fewest interfaces carry: a group that everybody has says nothing of a tier. */
function ownGroup(index: ConfigurationIndex, { securityGroupIds }: Tier): string | undefined {
  const { networkInterface } = index.configuration.resources;
  const carriers = (id: string) => networkInterface.filter((nic) => nic.securityGroupIds.includes(id)).length;
  return securityGroupIds.toSorted((a, b) => carriers(a) - carriers(b) || (a < b ? -1 : 1))[0];
}

function storeGroups(
  index: ConfigurationIndex,
  hostIds: readonly string[],
): readonly ResourceOf<"securityGroup">[] {
  const nics = hostIds.flatMap((id) => [
    ...index.interfacesOfInstance(id),
    ...[index.get("networkInterface", id)].flatMap((nic) => nic ?? []),
  ]);
  const ids = new Set(nics.flatMap(({ securityGroupIds }) => securityGroupIds));
  return [...ids].sort().flatMap((id) => index.get("securityGroup", id) ?? []);
}

/** Every rule that opens the store to anybody but the groups gives way to rules that name them, each once. */
function moves(
  index: ConfigurationIndex,
  groups: readonly ResourceOf<"securityGroup">[],
  needingIds: readonly string[],
  service: Service,
): readonly Change[] {
  const isNeeding = ({ peer }: SecurityGroupRule) =>
    peer.kind === "securityGroup" && needingIds.includes(peer.securityGroupId);
  const admitted = new Set(
    groups
      .flatMap(({ ingress }) => ingress)
      .flatMap((rule) =>
        rule.peer.kind === "securityGroup" && admits(rule, service) ? rule.peer.securityGroupId : [],
      ),
  );
  return groups.flatMap(({ id: securityGroupId, ingress, vpcId }) =>
    ingress
      .filter((rule) => admits(rule, service) && !isNeeding(rule))
      .map((rule): Change => {
        const base = { securityGroupId, direction: "ingress", rule } as const;
        const by = needingIds
          .filter((id) => !admitted.has(id) && index.get("securityGroup", id)?.vpcId === vpcId)
          .map(
            (id): SecurityGroupRule => ({
              ...portsOf(rule),
              peer: { kind: "securityGroup", securityGroupId: id },
            }),
          )
          .filter((each) => !ingress.some((other) => canonicalJson(other) === canonicalJson(each)));
        for (const id of needingIds) admitted.add(id);
        return by.length > 0
          ? { kind: "replace-group-rule", ...base, by }
          : { kind: "remove-group-rule", ...base };
      }),
  );
}

function admits({ protocol, fromPort, toPort }: SecurityGroupRule, service: Service): boolean {
  if (protocol === -1) return true;
  if (protocol !== service.protocol) return false;
  return service.port === null || ((fromPort ?? 0) <= service.port && service.port <= (toPort ?? 65_535));
}

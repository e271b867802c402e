import type { ConfigurationIndex, ResourceOf } from "../configuration";
import { winningRoutes } from "../intent";
import type { IntentOutcome } from "../scenario";
import type { Failure } from "../semantics";
import { nameOf } from "./affected-flow";
import type { Alert } from "./alert.schema";
import type { WeakElement } from "./single-failure-checks";

type Recommendation = Alert["recommendations"][number];

/** What would take the weakness away, in words; nothing here has been tried on a copy yet. */
export function outageRecommendations(
  index: ConfigurationIndex,
  { kind, id }: Failure,
  lost: readonly IntentOutcome[],
): Recommendation[] {
  switch (kind) {
    case "natGateway":
      return natRecommendations(index, id);
    case "instance":
    case "networkInterface":
      return [secondMember(index, id, lost)];
    case "zone":
    case "subnet":
      return [spreadTiers(index, id, lost)];
    case "internetGateway":
    case "egressOnlyInternetGateway":
      return [
        guard(
          `\`${id}\``,
          "detach or delete the gateway",
          "a VPC has only one, so that no standby is possible",
        ),
      ];
    case "loadBalancer":
    case "classicLoadBalancer":
      return [
        guard(
          `\`${id}\``,
          "delete or reconfigure the load balancer",
          "everything behind it is known by its name",
        ),
      ];
    case "vpcPeeringConnection":
      return [
        guard(
          `\`${id}\``,
          "delete the peering connection",
          "deleting it blackholes the routes on both sides",
        ),
        secondWay("a transit gateway attachment in both VPCs, with the routes kept ready"),
      ];
    case "transitGatewayAttachment":
      return [
        guard(
          `\`${id}\``,
          "delete the attachment or change its association",
          "a VPC has one attachment per gateway",
        ),
        secondWay("a peering connection between the VPCs that need each other most"),
      ];
    default: {
      const other = SECOND_WAYS.get(kind);
      return [
        other === undefined
          ? guard(`\`${id}\``, "change or delete it", "its loss breaks required flows")
          : secondWay(other),
      ];
    }
  }
}

const SECOND_CONNECTION =
  "a second connection from another customer gateway, with both tunnels of each up and BGP";
const SECOND_LINE =
  "a connection at another location, or a VPN connection, that advertises the same prefixes by BGP";
/** What to add beside a kind of which there can be several. */
const SECOND_WAYS: ReadonlyMap<string, string> = new Map([
  ["region", "the same tiers in a second region, and names that lead there when the first one is gone"],
  ["loadBalancerNode", "one more zone, with a subnet and healthy targets, enabled on the load balancer"],
  ["databaseInstance", "a standby in a second zone (Multi-AZ)"],
  ["vpnConnection", SECOND_CONNECTION],
  ["vpnTunnel", SECOND_CONNECTION],
  ["directConnectConnection", SECOND_LINE],
  ["virtualInterface", SECOND_LINE],
]);

/** Rule sets cannot have a standby; fewer flows on each and a look before each change help. */
export function ruleRecommendations(members: readonly WeakElement[]): Recommendation[] {
  const acls = members
    .filter(({ failure }) => failure.kind === "networkAcl")
    .map(({ subject }) => nameOf(subject));
  const split: Recommendation = {
    title: "Give each tier its own network ACL",
    changes: [`split ${acls.join(", ")} so that one wrong entry stops one tier in one zone, not all of them`],
    effort: "medium",
    verified: null,
  };
  return [
    {
      title: "Try every rule change on the shadow first",
      changes: [
        "run `umbra whatif` with the rule set blocked or the route withdrawn before changing it",
        "keep the last working version of each rule set where it can be put back in one step",
      ],
      effort: "low",
      verified: null,
    },
    ...(acls.length > 0 ? [split] : []),
  ];
}

function natRecommendations(index: ConfigurationIndex, natId: string): Recommendation[] {
  const home = index.get("subnet", index.get("natGateway", natId)?.subnetId ?? "");
  const users = subnetsThrough(index, natId);
  const foreign = users.filter(({ subnet }) => subnet.zoneId !== home?.zoneId);
  const inZone: Recommendation = {
    title: "Put a NAT gateway in each zone that uses this one",
    action: "zone-nat",
    changes: [...new Set(foreign.map(({ subnet }) => zoneText(subnet)))].map((zone) => {
      const there = foreign.filter(({ subnet }) => zoneText(subnet) === zone);
      const tables = [...new Set(there.map(({ table }) => `\`${table.id}\``))].join(", ");
      const subnets = there.map(({ subnet }) => subnet.name ?? subnet.id).join(", ");
      return `create a public NAT gateway in zone ${zone} and point the default route of ${tables} (${subnets}) to it`;
    }),
    effort: "medium",
    verified: null,
  };
  const regional: Recommendation = {
    title: "Replace it by a regional NAT gateway",
    changes: [
      "create a NAT gateway with availability mode regional: it covers every zone of the VPC with one id",
      `point the default routes of ${[...new Set(users.map(({ table }) => `\`${table.id}\``))].join(", ") || "its route tables"} to it`,
    ],
    effort: "medium",
    verified: null,
  };
  const standby: Recommendation = {
    title: "Keep a standby NAT gateway in another zone",
    changes: [
      "create a second NAT gateway in another zone",
      `prepare the route change of ${[...new Set(users.map(({ table }) => `\`${table.id}\``))].join(", ") || "its route tables"}: routes do not fail over by themselves`,
    ],
    effort: "medium",
    verified: null,
  };
  return foreign.length > 0 ? [inZone, regional] : [regional, standby];
}

function subnetsThrough(index: ConfigurationIndex, natId: string) {
  return index.configuration.resources.subnet.flatMap((subnet) => {
    const table = index.routeTableOf(subnet.id);
    const isUser =
      table &&
      winningRoutes(index, table).some(({ route }) => "id" in route.target && route.target.id === natId);
    return table && isUser ? [{ subnet, table }] : [];
  });
}

function secondMember(index: ConfigurationIndex, id: string, lost: readonly IntentOutcome[]): Recommendation {
  const tier = lost
    .map(({ intent }) => intent.to)
    .find((end) => end.kind === "tier" && end.members.includes(id));
  const name = tier?.kind === "tier" ? tier.name : id;
  const zone = zoneOfMember(index, id);
  return {
    title: `Run a second member of ${name} in another zone`,
    changes: [
      `start an instance with the same security groups as \`${id}\` in a subnet outside ${zone ?? "its zone"}`,
      "let callers find both members: a load balancer, or a name with both addresses",
    ],
    effort: "medium",
    verified: null,
  };
}

function spreadTiers(
  index: ConfigurationIndex,
  placeId: string,
  lost: readonly IntentOutcome[],
): Recommendation {
  const tiers = [
    ...new Set(lost.flatMap(({ intent }) => (intent.to.kind === "tier" ? intent.to.name : []))),
  ].sort();
  const zone = index.get("subnet", placeId)?.zoneId ?? placeId;
  return {
    title: "Spread the tiers over a second zone",
    changes: [
      `start at least one member of ${tiers.join(", ") || "the tiers concerned"} in a subnet outside zone ${zone}`,
      "give that subnet its own way out: a NAT gateway in its own zone",
    ],
    effort: "high",
    verified: null,
  };
}

function guard(what: string, action: string, why: string): Recommendation {
  return {
    title: "Guard it against being removed by mistake",
    changes: [`deny everyone but the network team the right to ${action} (${what}): ${why}`],
    effort: "low",
    verified: null,
  };
}

function secondWay(what: string): Recommendation {
  return { title: "Keep a second way ready", changes: [`add ${what}`], effort: "high", verified: null };
}

function zoneOfMember(index: ConfigurationIndex, id: string): string | undefined {
  const nic = index.get("networkInterface", id) ?? index.interfacesOfInstance(id)[0];
  const subnet = index.get("subnet", nic?.subnetId ?? "");
  return subnet && `zone ${zoneText(subnet)}`;
}

function zoneText({ zoneName, zoneId }: ResourceOf<"subnet">): string {
  return zoneName ?? zoneId ?? "unknown";
}

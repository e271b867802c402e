import type { ConfigurationIndex } from "../../../configuration";
import type { Hop, Network } from "../../../semantics";
import type { BreachRequest } from "../breach-result";
import { ancestorsOf, flowOf } from "../chain";
import type { Breach } from "../derive";
import type { DerivedFact } from "../derived-fact";
import type { FactsIndex } from "../facts-index";
import { ingressText, type Removable, routeWords } from "./removable";

/** Everything removable that one derivation of a fact rests on: without one of them it does not stand. */
export function supportOf(
  request: BreachRequest,
  index: FactsIndex,
  breach: Breach,
  fact: DerivedFact,
): readonly Removable[] {
  return ancestorsOf(breach, fact).flatMap(({ fact: each, reason }): readonly Removable[] => {
    const origin = reason.premises[0];
    switch (each.kind) {
      case "hit": {
        const weakness = index.weaknesses.get(each.weakness);
        return weakness
          ? [{ kind: "vulnerability", hostId: weakness.hostId, name: weakness.name, key: weakness.key }]
          : [];
      }
      case "cred":
        return origin && "host" in origin
          ? [{ kind: "credential", hostId: origin.host, credential: each.credential }]
          : [];
      case "role":
        return origin && "host" in origin ? [{ kind: "role", hostId: origin.host, role: each.role }] : [];
      case "exec":
        return reason.action?.kind === "login"
          ? [{ kind: "login", hostId: each.host, credential: reason.action.credential }]
          : [];
      case "net": {
        const flow = flowOf({ ...request, index }, { fact: each, reason });
        return [...(flow?.forward ?? []), ...(flow?.return ?? [])].flatMap((hop) =>
          partsOf(request.network, hop),
        );
      }
      default:
        return [];
    }
  });
}

/** What of the network lets a packet pass at one hop. Routes to the network itself cannot be taken away. */
function partsOf({ index }: Network, { element, action, rule }: Hop): readonly Removable[] {
  switch (element.kind) {
    case "networkInterface":
    case "subnet":
      if (rule === undefined) return [];
      return action === "route" ? routeNamed(index, rule) : action === "allow" ? ruleNamed(index, rule) : [];
    case "internetGateway":
      return [{ kind: "attachment", id: element.id }, ...addressNamed(index, rule ?? "")];
    case "vpcPeeringConnection":
    case "transitGatewayAttachment":
      return [{ kind: "attachment", id: element.id }];
    default:
      return [];
  }
}

function ruleNamed({ get }: ConfigurationIndex, text: string): readonly Removable[] {
  const group = get("securityGroup", text.slice(0, text.indexOf(" ")));
  const isIngress = group?.ingress.some((rule) => ingressText(group.id, rule) === text);
  return group && isIngress ? [{ kind: "rule", securityGroupId: group.id, text }] : [];
}

function routeNamed({ get }: ConfigurationIndex, text: string): readonly Removable[] {
  const table = get("routeTable", text.slice(text.lastIndexOf(" ") + 1));
  const isRemovable = table?.routes.some((route) => routeWords(table.id, route) === text);
  return table && isRemovable ? [{ kind: "route", routeTableId: table.id, text }] : [];
}

/** `198.51.100.10 becomes 10.0.0.10`, `source becomes 198.51.100.10`. */
function addressNamed(index: ConfigurationIndex, rule: string): readonly Removable[] {
  return rule.split(" ").flatMap((address): Removable[] => {
    const nic = index.interfaceByPublicAddress(address);
    return nic ? [{ kind: "address", networkInterfaceId: nic.id, address }] : [];
  });
}

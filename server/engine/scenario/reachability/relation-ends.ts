import type { Element } from "../../configuration";
import { elementOf } from "../../intent";
import type { Family } from "../../net";
import type { End, Network, Question } from "../../semantics";
import { type InterfaceAddress, interfaceAddresses } from "../interface-addresses";

/** One end of the relation: the internet, or one address of one interface. */
export interface RelationEnd {
  readonly element: Element & { readonly address?: string };
  /** The instance, or the interface where it belongs to none; `internet`. */
  readonly hostId: string;
  readonly end: End;
  /** How the internet names it, where it can: by its public address (IGW-3). */
  readonly fromOutside: End;
  readonly ids: ReadonlySet<string>;
}

/** Every address of every interface that can end a flow, and the internet, which comes last. */
export function relationEnds(network: Network, family: Family): readonly RelationEnd[] {
  const internet: RelationEnd = {
    element: { kind: "internet", id: "internet" },
    hostId: "internet",
    end: { kind: "internet" },
    fromOutside: { kind: "internet" },
    ids: new Set(["internet"]),
  };
  const own = interfaceAddresses(network.index, family).map((each) => ({
    element: { ...elementOf(each.nic), address: each.address },
    hostId: each.nic.attachment?.instanceId ?? each.nic.id,
    end: { kind: "networkInterface", id: each.nic.id, address: each.address } as const,
    fromOutside: outsideEnd(each),
    ids: new Set(namesOf(each)),
  }));
  return [...own, internet];
}

/** Two different interfaces, or an interface and the internet. */
export function isPair(from: RelationEnd, to: RelationEnd): boolean {
  return from.element.id !== to.element.id;
}

/** What is asked about a pair, for all ports. */
export function pairQuestion(
  from: RelationEnd,
  to: RelationEnd,
  what: Pick<Question, "family" | "protocol" | "mode">,
): Question {
  return { from: from.end, to: from.end.kind === "internet" ? to.fromOutside : to.end, ...what };
}

function outsideEnd({ nic, publicAddress }: InterfaceAddress): End {
  return publicAddress === undefined
    ? { kind: "networkInterface", id: nic.id }
    : { kind: "address", address: publicAddress };
}

function namesOf({ nic, address }: InterfaceAddress): readonly string[] {
  const { id, subnetId, vpcId, attachment } = nic;
  return [
    id,
    subnetId,
    vpcId,
    address,
    ...(attachment?.instanceId === undefined ? [] : [attachment.instanceId]),
  ];
}

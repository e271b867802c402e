import {
  type Configuration,
  configurationFrom,
  RESOURCE_KINDS,
  type Resource,
  type Route,
  type SecurityGroupRule,
} from "../../../configuration";
import { parsePrefix } from "../../../net";
import { groupRuleLabel, routeLabel } from "../../../semantics";
import type { BreachFacts } from "../facts";

/** One input fact that can be taken away to stop an attack (SEC-2). */
export type Removable =
  | { readonly kind: "vulnerability"; readonly hostId: string; readonly name: string; readonly key: string }
  /** A key that can be read on a host. */
  | { readonly kind: "credential"; readonly hostId: string; readonly credential: string }
  /** That a credential opens a host. */
  | { readonly kind: "login"; readonly hostId: string; readonly credential: string }
  | { readonly kind: "role"; readonly hostId: string; readonly role: string }
  /** A rule that lets in, and a route, in the words of a hop that they decide. */
  | { readonly kind: "rule"; readonly securityGroupId: string; readonly text: string }
  | { readonly kind: "route"; readonly routeTableId: string; readonly text: string }
  /** The public address of an interface. */
  | { readonly kind: "address"; readonly networkInterfaceId: string; readonly address: string }
  /** The attachment of an internet gateway, a peering connection, an attachment to a transit gateway. */
  | { readonly kind: "attachment"; readonly id: string };

/** Its name in formulas; equal for equal removables. */
export function removableKey(removable: Removable): string {
  return JSON.stringify(Object.values(removable));
}

/** The facts without these. */
export function factsWithout(facts: BreachFacts, removed: readonly Removable[]): BreachFacts {
  const keys = new Set(removed.map(removableKey));
  const isLeft = (removable: Removable) => !keys.has(removableKey(removable));
  return {
    ...facts,
    hosts: facts.hosts.map((host) => ({
      ...host,
      roleIds: host.roleIds.filter((role) => isLeft({ kind: "role", hostId: host.id, role })),
    })),
    weaknesses: facts.weaknesses.filter(({ hostId, name, key }) =>
      isLeft({ kind: "vulnerability", hostId, name, key }),
    ),
    credentials: facts.credentials.map((credential) => ({
      ...credential,
      foundOn: credential.foundOn.filter(({ hostId }) =>
        isLeft({ kind: "credential", hostId, credential: credential.id }),
      ),
      logins: credential.logins.filter(({ hostId }) =>
        isLeft({ kind: "login", hostId, credential: credential.id }),
      ),
    })),
  };
}

/** The configuration without these; the same one when they are no part of it. */
export function configurationWithout(
  configuration: Configuration,
  removed: readonly Removable[],
): Configuration {
  const texts = new Set<string>();
  const addresses = new Set<string>();
  const detached = new Set<string>();
  for (const each of removed) {
    if (each.kind === "address") addresses.add(each.address);
    if (each.kind === "attachment") detached.add(each.id);
    if (each.kind === "rule" || each.kind === "route") texts.add(each.text);
  }
  if (texts.size + addresses.size + detached.size === 0) return configuration;
  const resources = RESOURCE_KINDS.flatMap((kind): readonly Resource[] => configuration.resources[kind]);
  return {
    ...configuration,
    ...configurationFrom(
      resources.flatMap((resource) => resourceWithout(resource, { texts, addresses, detached })),
      configuration.coverage,
    ),
  };
}

interface Removed {
  readonly texts: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly detached: ReadonlySet<string>;
}

function resourceWithout(resource: Resource, { texts, addresses, detached }: Removed): readonly Resource[] {
  switch (resource.kind) {
    case "securityGroup": {
      const ingress = resource.ingress.filter((rule) => !texts.has(ingressText(resource.id, rule)));
      return ingress.length < resource.ingress.length ? [{ ...resource, ingress }] : [resource];
    }
    case "routeTable": {
      const routes = resource.routes.filter((route) => !texts.has(routeWords(resource.id, route) ?? ""));
      return routes.length < resource.routes.length ? [{ ...resource, routes }] : [resource];
    }
    case "networkInterface":
      if (!resource.privateAddresses.some(({ publicAddress }) => addresses.has(publicAddress ?? "")))
        return [resource];
      return [
        {
          ...resource,
          privateAddresses: resource.privateAddresses.map(({ publicAddress, ...each }) =>
            publicAddress === undefined || addresses.has(publicAddress) ? each : { ...each, publicAddress },
          ),
        },
      ];
    case "publicAddress":
      return addresses.has(resource.publicAddress) ? [] : [resource];
    case "internetGateway":
      return detached.has(resource.id) ? [{ ...resource, attachments: [] }] : [resource];
    default:
      return detached.has(resource.id) ? [] : [resource];
  }
}

/** A rule that lets in, as a hop names it. */
export function ingressText(securityGroupId: string, rule: SecurityGroupRule): string {
  return groupRuleLabel(securityGroupId, "ingress", rule);
}

/** A route as a hop names it; undefined for one to the network itself, and for one of a prefix list. */
export function routeWords(routeTableId: string, route: Route): string | undefined {
  if (route.target.kind === "local" || !("prefix" in route.destination)) return undefined;
  const prefix = parsePrefix(route.destination.prefix);
  return prefix && routeLabel(prefix, route, routeTableId);
}

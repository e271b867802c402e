import {
  canonicalJson,
  type Resource,
  type ResourceOf,
  type Route,
  type SecurityGroupRule,
} from "../../configuration";

/**
 * Canonical JSON of that part of a resource which decides whether a plan still fits it: equal texts, the same plan.
 * - a security group: its rules as a set, without descriptions and without what the provider adds to a peer;
 * - a route table: its routes as a set of destination and target, without those that a gateway propagates;
 * - a scaling group: its least, desired and greatest size;
 * - an instance: its type and its state;
 * - whatever else: all of it but its names, its tags and what moves by itself.
 */
export function touchedForm(resource: Resource): string {
  switch (resource.kind) {
    case "securityGroup":
      return canonicalJson({
        kind: resource.kind,
        ingress: asSet(resource.ingress.map(groupRuleForm)),
        egress: asSet(resource.egress.map(groupRuleForm)),
      });
    case "routeTable":
      return canonicalJson({
        kind: resource.kind,
        routes: asSet(
          staticRoutes(resource).map(({ destination, target }) => canonicalJson({ destination, target })),
        ),
      });
    case "autoScalingGroup": {
      const { kind, minSize, desiredCapacity, maxSize } = resource;
      return canonicalJson({ kind, minSize, desiredCapacity, maxSize });
    }
    case "instance": {
      const { kind, instanceType, state } = resource;
      return canonicalJson({ kind, instanceType, state });
    }
    case "targetGroup": {
      const { name: _name, tags: _tags, targets, ...rest } = resource;
      return canonicalJson({
        ...rest,
        targets: asSet(targets.map(({ id, port }) => canonicalJson({ id, port }))),
      });
    }
    case "subnet": {
      const { name: _name, tags: _tags, availableIpAddressCount: _free, ...rest } = resource;
      return canonicalJson(rest);
    }
    default: {
      const { name: _name, tags: _tags, ...rest } = resource;
      return canonicalJson(rest);
    }
  }
}

/**
 * What tells one rule of a group and direction from another at the provider: protocol, ports and peer. A rule with
 * another description is the same rule; every protocol has no ports; a group of another account is known by its id.
 */
export function groupRuleForm({ protocol, fromPort, toPort, peer }: SecurityGroupRule): string {
  const who =
    peer.kind === "securityGroup" ? { kind: peer.kind, securityGroupId: peer.securityGroupId } : peer;
  return canonicalJson(protocol === -1 ? { protocol, peer: who } : { protocol, fromPort, toPort, peer: who });
}

/** Routes that somebody made: those that a gateway propagates come and go by themselves. */
function staticRoutes({ routes }: ResourceOf<"routeTable">): readonly Route[] {
  return routes.filter(({ origin }) => origin !== "EnableVgwRoutePropagation");
}

/** The route of a table to exactly this destination that a plan may change; undefined where there is none. */
export function staticRoute(
  table: ResourceOf<"routeTable">,
  destination: Route["destination"],
): Route | undefined {
  return staticRoutes(table).find((each) => canonicalJson(each.destination) === canonicalJson(destination));
}

function asSet(forms: readonly string[]): readonly string[] {
  return [...new Set(forms)].sort();
}

import { SetDesiredCapacityCommand } from "@aws-sdk/client-auto-scaling";
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  DeleteRouteCommand,
  ModifyInstanceAttributeCommand,
  ReplaceRouteCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import type { ProviderStep } from "../../../application/ports/cloud-hand";
import type { RegionClients } from "./guarded-clients";
import { permissionOf } from "./permission";
import { destinationInput, targetInput } from "./route-input";

type Changing = RegionClients["changing"];
type Options = { readonly abortSignal: AbortSignal };

/** One call to the provider that changes something, not yet made. */
export interface ChangingCall {
  readonly send: (clients: Changing, options: Options) => Promise<unknown>;
  /** The same call, only asked about; null where the provider has no such thing. */
  readonly rehearse: ((clients: Changing, options: Options) => Promise<unknown>) | null;
}

/** The call that carries a step out; undefined for a route to a target that cannot be named in a call. */
export function changingCall(step: ProviderStep): ChangingCall | undefined {
  switch (step.kind) {
    case "revoke-group-rule":
    case "authorize-group-rule":
      return groupCall(step);
    case "create-route":
    case "replace-route":
    case "delete-route":
      return routeCall(step);
    case "set-desired-capacity": {
      // A cooldown would leave the group as it is now and change it later.
      const input = {
        AutoScalingGroupName: step.autoScalingGroupName,
        DesiredCapacity: step.to,
        HonorCooldown: false,
      };
      return {
        send: ({ scaling }, options) => scaling.send(new SetDesiredCapacityCommand(input), options),
        rehearse: null,
      };
    }
    case "set-instance-type": {
      const input = { InstanceId: step.instanceId, InstanceType: { Value: step.to } };
      return either(({ ec2 }, options, DryRun) =>
        ec2.send(new ModifyInstanceAttributeCommand({ ...input, DryRun }), options),
      );
    }
  }
}

/** A call of a service that can also be asked with `DryRun`. */
function either(
  send: (clients: Changing, options: Options, isDryRun: boolean) => Promise<unknown>,
): ChangingCall {
  return {
    send: (clients, options) => send(clients, options, false),
    rehearse: (clients, options) => send(clients, options, true),
  };
}

type GroupStep = Extract<ProviderStep, { kind: "revoke-group-rule" | "authorize-group-rule" }>;

function groupCall({ kind, direction, securityGroupId, rule }: GroupStep): ChangingCall {
  const input = { GroupId: securityGroupId, IpPermissions: [permissionOf(rule)] };
  if (kind === "revoke-group-rule") {
    return either(({ ec2 }, options, DryRun) =>
      direction === "ingress"
        ? ec2.send(new RevokeSecurityGroupIngressCommand({ ...input, DryRun }), options)
        : ec2.send(new RevokeSecurityGroupEgressCommand({ ...input, DryRun }), options),
    );
  }
  return either(({ ec2 }, options, DryRun) =>
    direction === "ingress"
      ? ec2.send(new AuthorizeSecurityGroupIngressCommand({ ...input, DryRun }), options)
      : ec2.send(new AuthorizeSecurityGroupEgressCommand({ ...input, DryRun }), options),
  );
}

type RouteStep = Extract<ProviderStep, { kind: "create-route" | "replace-route" | "delete-route" }>;

function routeCall(step: RouteStep): ChangingCall | undefined {
  const place = { RouteTableId: step.routeTableId, ...destinationInput(step.destination) };
  if (step.kind === "delete-route") {
    return either(({ ec2 }, options, DryRun) =>
      ec2.send(new DeleteRouteCommand({ ...place, DryRun }), options),
    );
  }
  const target = targetInput(step.kind === "create-route" ? step.target : step.to);
  if (target === undefined) return undefined;
  const input = { ...place, ...target };
  return either(({ ec2 }, options, DryRun) =>
    step.kind === "create-route"
      ? ec2.send(new CreateRouteCommand({ ...input, DryRun }), options)
      : ec2.send(new ReplaceRouteCommand({ ...input, DryRun }), options),
  );
}

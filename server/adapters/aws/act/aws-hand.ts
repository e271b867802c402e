import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import {
  CALL_LIMIT_MS,
  type CallOutcome,
  type CloudHand,
  type ProviderStep,
  type Rehearsal,
  type Subject,
} from "../../../application/ports/cloud-hand";
import { Failure } from "../../../application/ports/failure";
import type { StepKind } from "../../../engine/remediation/plan/plan.schema";
import { codeOf } from "../poll/refusal";
import { changingCall } from "./changing-call";
import { identityClient, type ProviderAccess, regionClients } from "./guarded-clients";
import { outcomeOf } from "./outcome-of";
import { readSubject } from "./read-subject";

/** What an executor may do, and where. */
export interface HandSettings extends ProviderAccess {
  readonly allows: readonly StepKind[];
  readonly regions: readonly string[];
}

/** What the provider answers to a dry run of a call that it would make. */
const WOULD_WORK = "DryRunOperation";

/** Changes single things in one account of AWS, with the calls that the allowed kinds of steps need and no others. */
export function awsHand(settings: HandSettings): CloudHand {
  const { regions, allows } = settings;
  const sts = identityClient(settings, regions[0] ?? "us-east-1");
  const clients = new Map(
    regions.map((region) => [region, regionClients(settings, region, allows)] as const),
  );
  const inRegion = (region: string) => {
    const found = clients.get(region);
    if (!found) throw new Failure("BAD_INPUT", `this executor does not reach the region \`${region}\``);
    return found;
  };
  const read = async (subject: Subject, signal: AbortSignal) =>
    readSubject(inRegion(subject.place.region).reading, subject, signal);
  return {
    identify: async (abortSignal) => {
      const said = await sts
        .send(new GetCallerIdentityCommand({}), { abortSignal })
        .catch((cause: unknown) => {
          abortSignal.throwIfAborted();
          const message = `the provider did not say whose account the keys belong to: ${codeOf(cause)}`;
          throw new Failure("UNAVAILABLE", message, { cause });
        });
      if (said.Account !== undefined && /^\d{12}$/.test(said.Account)) return { accountId: said.Account };
      throw new Failure("UNAVAILABLE", "the provider did not say whose account the keys belong to");
    },
    read,
    obstacle: async (step, signal) => {
      const id = natGatewayOf(step);
      if (id === undefined) return undefined;
      const gateway = await read({ kind: "natGateway", id, place: step.place }, signal);
      // The provider takes a route to a NAT gateway that is gone, and keeps the route.
      const state = gateway?.kind === "natGateway" ? gateway.state : "not there";
      return state === "available" ? undefined : `the NAT gateway \`${id}\` is ${state}`;
    },
    rehearse: async (step, signal) => rehearse(step, inRegion(step.place.region).changing, signal),
    perform: async (step) => perform(step, inRegion(step.place.region).changing),
    close: () => {
      sts.destroy();
      for (const { reading, changing } of clients.values())
        for (const each of [reading, changing]) {
          each.ec2.destroy();
          each.scaling.destroy();
        }
    },
  };
}

type Changing = ReturnType<typeof regionClients>["changing"];

async function rehearse(step: ProviderStep, clients: Changing, signal: AbortSignal): Promise<Rehearsal> {
  const call = changingCall(step);
  if (!call) return { kind: "refused", reason: "no call makes a route to this target" };
  if (!call.rehearse) return { kind: "none" };
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(CALL_LIMIT_MS)]);
  try {
    await call.rehearse(clients, { abortSignal });
    return { kind: "refused", reason: "the provider did not take the call for a dry run" };
  } catch (error) {
    signal.throwIfAborted();
    const code = codeOf(error);
    return code === WOULD_WORK ? { kind: "would-work" } : { kind: "refused", reason: code };
  }
}

async function perform(step: ProviderStep, clients: Changing): Promise<CallOutcome> {
  const call = changingCall(step);
  if (!call) return { kind: "refused", reason: "no call makes a route to this target", mayRetry: false };
  try {
    await call.send(clients, { abortSignal: AbortSignal.timeout(CALL_LIMIT_MS) });
    return { kind: "accepted" };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** The NAT gateway that a step would lead a route to. */
function natGatewayOf(step: ProviderStep): string | undefined {
  const target =
    step.kind === "create-route" ? step.target : step.kind === "replace-route" ? step.to : undefined;
  return target?.kind === "natGateway" ? target.id : undefined;
}

import { setMaxListeners } from "node:events";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { CloudReader, PartitionReading } from "../../../application/ports/cloud-reader";
import { Failure } from "../../../application/ports/failure";
import { atMost } from "./at-most";
import { READ_CALLS } from "./calls";
import type { Clients, ListCall, ReadCall, WholeList } from "./read-call";
import { readOnlyAutoScaling, readOnlyBalancing, readOnlyEc2, readOnlySts } from "./read-only";
import { FailedCallError, readPages } from "./read-pages";
import { redact } from "./redact";
import { codeOf, refusalOf } from "./refusal";

/** Which account is read, and how it is reached. Keys come from where the vendor's library looks for them. */
export interface PollSettings {
  readonly regions: readonly string[];
  /** A role to take on, in this account or another. */
  readonly role?: { readonly arn: string; readonly externalId: string | undefined } | undefined;
  /** Another address of the provider's API: a test double, a private endpoint. */
  readonly endpoint?: string | undefined;
  /** Attempts per call; other tools of the customer share the limits. */
  readonly maxAttempts?: number;
  /** Entries a page, where that is fewer than the provider allows. */
  readonly pageLimit?: number;
}

const MAX_ATTEMPTS = 10;
const REGIONS_AT_ONCE = 3;
const CALLS_AT_ONCE = 4;
/** The most calls at work at a time, a kind asking about several of its own at once: each listens for the end. */
const LISTENER_LIMIT = REGIONS_AT_ONCE * CALLS_AT_ONCE * 4 + 10;
const SESSION_NAME = "umbra-agent";

/** Reads one account of AWS in some regions, with reading calls only. Holds no state between sweeps. */
export function awsReader(settings: PollSettings): CloudReader {
  const { regions, pageLimit = Number.POSITIVE_INFINITY } = settings;
  const firstRegion = regions[0] ?? "us-east-1";
  const common = clientSettings(settings, firstRegion);
  const sts = readOnlySts({ ...common, region: firstRegion });
  const places = regions.map((region) => ({ region, clients: clientsOf({ ...common, region }) }));
  return {
    identify: (signal) => identify(sts, signal),
    read: async (accountId, signal) => {
      setMaxListeners(LISTENER_LIMIT, signal);
      const perRegion = await atMost(REGIONS_AT_ONCE, places, ({ region, clients }) => {
        const list = readOnce((call) => readPages(limitPage(call, pageLimit), clients, signal));
        return atMost(CALLS_AT_ONCE, READ_CALLS, (call) =>
          readPartition(call, list, { accountId, region }, signal),
        );
      });
      return perRegion.flat();
    },
    close: () => {
      sts.destroy();
      for (const { clients } of places) for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function clientsOf(config: ReturnType<typeof clientSettings> & { readonly region: string }): Clients {
  return {
    ec2: readOnlyEc2(config),
    autoScaling: readOnlyAutoScaling(config),
    balancing: readOnlyBalancing(config),
  };
}

/** Several kinds may rest on one list: it is read once in a sweep, and tells them the same. */
function readOnce(read: (call: ListCall) => Promise<WholeList>): (call: ListCall) => Promise<WholeList> {
  const lists = new Map<ListCall, Promise<WholeList>>();
  return (call) => {
    const known = lists.get(call) ?? read(call);
    lists.set(call, known);
    return known;
  };
}

function limitPage(call: ListCall, limit: number): ListCall {
  return call.pageSize === null ? call : { ...call, pageSize: Math.min(call.pageSize, limit) };
}

function clientSettings({ role, endpoint, maxAttempts = MAX_ATTEMPTS }: PollSettings, region: string) {
  const shared = { maxAttempts, retryMode: "adaptive", ...(endpoint === undefined ? {} : { endpoint }) };
  if (role === undefined) return shared;
  const credentials = fromTemporaryCredentials({
    params: {
      RoleArn: role.arn,
      RoleSessionName: SESSION_NAME,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    },
    clientConfig: { region, ...(endpoint === undefined ? {} : { endpoint }) },
  });
  return { ...shared, credentials };
}

async function identify(sts: STSClient, abortSignal: AbortSignal): Promise<{ readonly accountId: string }> {
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
    if (Account !== undefined && /^\d{12}$/.test(Account)) return { accountId: Account };
  } catch (cause) {
    abortSignal.throwIfAborted();
    const message = `the provider did not say whose account the keys belong to: ${codeOf(cause)}`;
    throw new Failure("UNAVAILABLE", message, { cause });
  }
  throw new Failure("UNAVAILABLE", "the provider did not say whose account the keys belong to");
}

async function readPartition(
  call: ReadCall,
  list: (call: ListCall) => Promise<WholeList>,
  place: { readonly accountId: string; readonly region: string },
  signal: AbortSignal,
): Promise<PartitionReading> {
  const { kind, key } = call;
  try {
    const { lists, ids } = await call.read(list);
    return { ...place, kind, key, status: "ok", itemIds: ids, document: JSON.stringify(redact(lists)) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof FailedCallError)) throw error;
    return { ...place, kind, key, ...refusalOf(error.action, error.cause) };
  }
}

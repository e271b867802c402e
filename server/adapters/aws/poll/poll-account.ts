import type { EC2Client } from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { CloudReader, PartitionReading } from "../../../application/ports/cloud-reader";
import { Failure } from "../../../application/ports/failure";
import { READ_CALLS, type ReadCall } from "./calls";
import { readOnlyEc2, readOnlySts } from "./read-only";
import { readPages } from "./read-pages";
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
const SESSION_NAME = "umbra-agent";

/** Reads one account of AWS in some regions, with reading calls only. Holds no state between sweeps. */
export function awsReader(settings: PollSettings): CloudReader {
  const { regions, pageLimit = Number.POSITIVE_INFINITY } = settings;
  const firstRegion = regions[0] ?? "us-east-1";
  const common = clientSettings(settings, firstRegion);
  const sts = readOnlySts({ ...common, region: firstRegion });
  const clients = new Map(regions.map((region) => [region, readOnlyEc2({ ...common, region })] as const));
  return {
    identify: (signal) => identify(sts, signal),
    read: async (accountId, signal) => {
      const perRegion = await atMost(REGIONS_AT_ONCE, [...clients], ([region, client]) =>
        atMost(CALLS_AT_ONCE, READ_CALLS, (call) =>
          readPartition(limitPage(call, pageLimit), client, { accountId, region }, signal),
        ),
      );
      return perRegion.flat();
    },
    close: () => {
      for (const client of [sts, ...clients.values()]) client.destroy();
    },
  };
}

function limitPage(call: ReadCall, limit: number): ReadCall {
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
  client: EC2Client,
  place: { readonly accountId: string; readonly region: string },
  signal: AbortSignal,
): Promise<PartitionReading> {
  const { kind, key, action } = call;
  try {
    const { items, ids } = await readPages(call, client, signal);
    const document = JSON.stringify({ [key]: redact(items) });
    return { ...place, kind, key, status: "ok", itemIds: ids, document };
  } catch (error) {
    signal.throwIfAborted();
    return { ...place, kind, key, ...refusalOf(action, error) };
  }
}

/** Maps a list with at most `limit` at work at a time; results in the order of the list. */
async function atMost<T, R>(
  limit: number,
  list: readonly T[],
  work: (each: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = [...list.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, lane));
  return results;
}

import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";

/** The services that are asked in one region; all refuse what does not read. */
export interface Clients {
  readonly ec2: EC2Client;
  readonly autoScaling: AutoScalingClient;
  readonly balancing: ElasticLoadBalancingV2Client;
}

/** Where a reply goes on, and how much is wanted. Calls that the provider does not page get neither. */
export interface PageRequest {
  readonly token?: string;
  readonly size?: number;
}

/** One page as the provider gave it. `items` is undefined when the reply lacks the list, which is no empty list. */
export interface Page {
  readonly items: readonly object[] | undefined;
  readonly nextToken: string | undefined;
}

/** How one list is read. */
export interface ListCall {
  /** The reply's key. */
  readonly key: string;
  readonly action: string;
  /** The most the provider allows; null where it does not page. */
  readonly pageSize: number | null;
  readonly ask: (clients: Clients, page: PageRequest, signal: AbortSignal) => Promise<Page>;
  /** Ids of what is in one item of the list: several where items are groups. */
  readonly idsOf: (item: object) => readonly unknown[];
}

/** A whole list, all pages of it. */
export interface WholeList {
  readonly items: readonly object[];
  /** Of the resources in it, each once, in the provider's order. */
  readonly ids: readonly string[];
}

/** How one kind is read: one list, or one and what must be asked about each of its entries. */
export interface ReadCall {
  /** A kind of resource, or what is told of several resources of a kind. */
  readonly kind: string;
  /** What a file of such replies is named after. */
  readonly key: string;
  /**
   * The kind's document by reply key, and the ids of its resources.
   *
   * @param list  reads a list to its end, once for all kinds that ask for it
   */
  readonly read: (list: (call: ListCall) => Promise<WholeList>) => Promise<{
    readonly lists: Readonly<Record<string, readonly object[]>>;
    readonly ids: readonly string[];
  }>;
}

/** A kind that one list tells. */
export function whole(kind: string, call: ListCall): ReadCall {
  return {
    kind,
    key: call.key,
    read: async (list) => {
      const { items, ids } = await list(call);
      return { lists: { [call.key]: items }, ids };
    },
  };
}

/** An attribute of what may be anything. */
export function attribute(item: unknown, name: string): unknown {
  return typeof item === "object" && item !== null ? Reflect.get(item, name) : undefined;
}

/** Of an item the attributes named, as far as it has them. */
export function pick(item: unknown, names: readonly string[]): object {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = attribute(item, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

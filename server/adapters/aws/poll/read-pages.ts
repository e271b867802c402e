import type { Clients, ListCall, PageRequest, WholeList } from "./read-call";

/** No list of one region has more pages; a list that goes on longer is broken. */
export const MAX_PAGES = 1_000;

/** A reply that cannot be all there is: it must not be taken for the whole list, nor for an empty one. */
export class IncompleteReplyError extends Error {
  override readonly name = "IncompleteReplyError";
}

/** A call that gave no whole list; `cause` says why. */
export class FailedCallError extends Error {
  override readonly name = "FailedCallError";

  constructor(
    readonly action: string,
    cause: unknown,
  ) {
    super(`${action} failed`, { cause });
  }
}

/** As `readWhole`. @throws FailedCallError for whatever went wrong */
export async function readPages(call: ListCall, clients: Clients, signal: AbortSignal): Promise<WholeList> {
  try {
    return await readWhole(call, clients, signal);
  } catch (error) {
    throw new FailedCallError(call.action, error);
  }
}

/**
 * Reads all pages of one list. The vendor's own paging follows a token that never changes for ever and takes a
 * reply without its list for an empty one, so both are refused here, and so is a resource that comes twice.
 */
async function readWhole(call: ListCall, clients: Clients, signal: AbortSignal): Promise<WholeList> {
  const items: object[] = [];
  const ids = new Set<string>();
  let token: string | undefined;
  for (let pageCount = 1; pageCount <= MAX_PAGES; pageCount++) {
    const page = await call.ask(clients, pageRequest(call, token), signal);
    if (page.items === undefined) {
      throw new IncompleteReplyError(`the reply to ${call.action} has no list \`${call.key}\``);
    }
    for (const item of page.items) {
      takeIds(call, item, ids);
      items.push(item);
    }
    if (page.nextToken === undefined) return { items, ids: [...ids] };
    if (call.pageSize === null) {
      throw new IncompleteReplyError(`the reply to ${call.action} says that it goes on, which it never does`);
    }
    if (page.nextToken === token) {
      throw new IncompleteReplyError(`${call.action} goes on under the same token without end`);
    }
    token = page.nextToken;
  }
  throw new IncompleteReplyError(`${call.action} has more than ${MAX_PAGES} pages`);
}

function pageRequest({ pageSize }: ListCall, token: string | undefined): PageRequest {
  if (pageSize === null) return {};
  return token === undefined ? { size: pageSize } : { size: pageSize, token };
}

function takeIds(call: ListCall, item: object, ids: Set<string>): void {
  for (const id of call.idsOf(item)) {
    if (typeof id !== "string" || id === "") {
      throw new IncompleteReplyError(`the reply to ${call.action} has an entry without an id`);
    }
    if (ids.has(id)) throw new IncompleteReplyError(`the reply to ${call.action} has \`${id}\` twice`);
    ids.add(id);
  }
}

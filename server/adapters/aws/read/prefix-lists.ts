import { parsePrefix } from "../../../engine/net";
import { children, type Item, note, number, prefix, text, texts } from "../item";
import { base, ownName, type Reading } from "../reading";

/**
 * Prefix lists of the provider and of the customer (M-3, PL-1). A list whose entries are not in the input is
 * left out: read as empty it would match nothing, while in truth nobody knows what it matches (UNK-2).
 */
export function readPrefixLists(reading: Reading): void {
  for (const item of reading.items("PrefixLists")) {
    const id = text(item, "PrefixListId");
    const prefixes = validPrefixes(item, id);
    reading.put(item, {
      ...base(item, "prefixList", id, { name: ownName(item, "PrefixListName") }),
      addressFamily: prefixes.some((each) => each.includes(":"))
        ? "6"
        : prefixes.length > 0
          ? "4"
          : undefined,
      maxEntries: undefined,
      prefixes,
    });
  }
  const entries = entriesByList(reading);
  for (const item of reading.items("ManagedPrefixLists")) readManagedList(reading, item, entries);
}

function readManagedList(reading: Reading, item: Item, entries: ReadonlyMap<string, readonly Item[]>): void {
  const id = text(item, "PrefixListId");
  const inside = children(item, "Entries");
  const recorded = inside.length > 0 || Array.isArray(item.value.Entries) ? inside : entries.get(id ?? "");
  const ownerId = text(item, "OwnerId");
  if (recorded === undefined) {
    // A list that describe-prefix-lists gives with its ranges needs no entries of its own.
    if (reading.items("PrefixLists").some((each) => text(each, "PrefixListId") === id)) return;
    note(item, {
      severity: "warning",
      code: "prefix-list-entries-missing",
      ...(id === undefined ? {} : { resource: { kind: "prefixList", id } }),
      message: "the entries of this prefix list are not in the input; add get-managed-prefix-list-entries",
      weakens: "answers about routes and rules that use this prefix list",
    });
    return;
  }
  const family = text(item, "AddressFamily");
  reading.put(
    item,
    {
      ...base(item, "prefixList", id, {
        ownerId,
        arn: text(item, "PrefixListArn"),
        name: ownName(item, "PrefixListName"),
      }),
      addressFamily: family === "IPv6" ? "6" : family === "IPv4" ? "4" : undefined,
      maxEntries: number(item, "MaxEntries"),
      prefixes: [...new Set(recorded.flatMap((each) => prefix(each, "Cidr") ?? []))].sort(),
    },
    ownerId,
  );
}

/** Entries come wrapped with their list's id, or plain, which only says something where there is one list. */
function entriesByList(reading: Reading): ReadonlyMap<string, readonly Item[]> {
  const lists = reading.items("ManagedPrefixLists");
  const only = lists.length === 1 && lists[0] ? text(lists[0], "PrefixListId") : undefined;
  const found = new Map<string, Item[]>();
  for (const item of reading.items("Entries")) {
    const id = text(item, "PrefixListId") ?? only;
    if (id === undefined) {
      note(item, {
        severity: "warning",
        code: "entries-without-list",
        message:
          "it is not said which prefix list these entries belong to; add `PrefixListId` beside `Entries`",
        weakens: "answers about routes and rules that use prefix lists",
      });
      continue;
    }
    const wrapped = children(item, "Entries");
    const list = found.get(id) ?? [];
    for (const each of Array.isArray(item.value.Entries) ? wrapped : [item]) list.push(each);
    found.set(id, list);
  }
  return found;
}

function validPrefixes(item: Item, id: string | undefined): string[] {
  return texts(item, "Cidrs").filter((each) => {
    if (parsePrefix(each) !== undefined) return true;
    note(item, {
      severity: "error",
      code: "invalid-prefix",
      ...(id === undefined ? {} : { resource: { kind: "prefixList", id } }),
      message: "an entry is not a prefix such as 10.0.0.0/16 and was left out; record the reply again",
      weakens: "answers about routes and rules that use this prefix list",
    });
    return false;
  });
}

import type { FactRole } from "../../configuration";
import { declaredReference } from "../reference/declared-reference";
import type { Names } from "./declared-breach";
import type { Role, Store } from "./facts";

/** A declared role, with the instance profile it stands for and the hosts that have it besides. */
export interface DeclaredRole {
  readonly role: Role;
  readonly profile: string | undefined;
  readonly on: readonly string[];
}

/** Declared roles. A store that only has an ARN is one outside the network: a bucket, a table. */
export function declaredRoles(names: Names, facts: readonly FactRole[]): readonly DeclaredRole[] {
  return facts.map(({ name, profile, on, assumes, reads, writes, commands, modifiesNetwork }, position) => {
    const place = `roles[${position}]`;
    for (const [at, other] of assumes.entries())
      if (!names.roleNames.has(other))
        names.problems.push({
          place: `${place}.assumes[${at}]`,
          message: `no role is called \`${other}\`: declare it under \`roles\``,
          candidates: [],
        });
    return {
      role: {
        id: name,
        assumes,
        reads: declaredStores(names, reads, `${place}.reads`, "or an ARN"),
        writes: declaredStores(names, writes, `${place}.writes`, "or an ARN"),
        commands: names.hosts(commands, `${place}.commands`),
        modifiesNetwork,
      },
      profile,
      on: names.hosts(on, `${place}.on`),
    };
  });
}

const STORE_KINDS = ["dataStore", "databaseInstance", "instance", "networkInterface"] as const;

/** Ids of the stores that texts name: a store, what it is on, or with "or an ARN" one outside the network. */
export function declaredStores(
  names: Names,
  texts: string | readonly string[] | undefined,
  place: string,
  where: "of the input" | "or an ARN",
): readonly string[] {
  const list = texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;
  return list.flatMap((text, at) => {
    const own = typeof texts === "string" ? place : `${place}[${at}]`;
    const known = names.stores.find(({ id, element }) => id === text || element.name === text);
    if (known) return [known.id];
    if (where === "or an ARN" && /^arn:[^:]*:/.test(text) && !names.index.find(text)) {
      names.stores.push(outsideStore(text));
      return [text];
    }
    const asked = {
      text,
      kinds: STORE_KINDS,
      wanted: `a database or a declared data store ${where}`,
      place: own,
    };
    const found = declaredReference(names.index, asked, names.problems);
    return found ? storeOn(names, found.id, text, own) : [];
  });
}

function storeOn({ stores, problems }: Names, id: string, text: string, place: string): readonly string[] {
  const own = stores.filter(
    (store) => store.id === id || store.hostIds.includes(id) || store.endIds.includes(id),
  );
  const [only] = own;
  if (only && own.length === 1) return [only.id];
  const message =
    own.length === 0
      ? `\`${text}\` keeps no data that is declared: add it under \`dataStores\``
      : `\`${text}\` keeps ${own.length} stores: write the name of one`;
  problems.push({ place, message, candidates: own.map(({ element }) => element) });
  return [];
}

function outsideStore(arn: string): Store {
  return {
    id: arn,
    element: { kind: "dataStore", id: arn },
    dataClass: null,
    service: null,
    auth: null,
    hostIds: [],
    endIds: [],
  };
}

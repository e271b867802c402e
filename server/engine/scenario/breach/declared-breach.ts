import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import type { Facts } from "../../intent";
import type { FactProblem } from "../reference/declared";
import { declaredReference } from "../reference/declared-reference";
import { declaredCredentials } from "./declared-credentials";
import { declaredRoles } from "./declared-roles";
import { declaredStarts } from "./declared-starts";
import { declaredWeaknesses } from "./declared-weaknesses";
import type { BreachFacts, BreachHost, Role, Start } from "./facts";
import { inventoryHosts, inventoryRoles, inventoryStores } from "./inventory";

/** What attacks on a network are derived from, and where its owner says that attackers begin. */
export interface DeclaredBreach {
  readonly facts: BreachFacts;
  readonly starts: readonly Start[];
  readonly problems: readonly (FactProblem & { readonly file: string })[];
}

type BreachPart = Pick<Facts, "vulnerabilities" | "credentials" | "roles" | "entryPoints">;

/**
 * Puts the hosts and stores of a configuration together with what its owner declared in these files. What names
 * nothing, or several things, is a problem with its file and place, never passed over.
 *
 * @param index  of the configuration with the declared sites and data stores in it
 */
export function declaredBreach(
  index: ConfigurationIndex,
  files: readonly { readonly file: string; readonly facts: BreachPart }[],
): DeclaredBreach {
  const hosts = inventoryHosts(index);
  const stores = [...inventoryStores(index)];
  const roles: Role[] = [];
  const problems: DeclaredBreach["problems"][number][] = [];
  const found = files.map(({ file, facts }) => {
    const own: FactProblem[] = [];
    const names: Names = {
      index,
      hosts: (texts, place) => hostIds(index, texts, place, own),
      stores,
      roleNames: new Set(files.flatMap((each) => each.facts.roles.map(({ name }) => name))),
      problems: own,
    };
    const part = {
      weaknesses: declaredWeaknesses(names, facts.vulnerabilities),
      credentials: declaredCredentials(names, facts.credentials, file),
      roles: declaredRoles(names, facts.roles),
      starts: declaredStarts(names, facts.entryPoints),
    };
    problems.push(...own.map((problem) => ({ ...problem, file })));
    return part;
  });
  roles.push(...found.flatMap((part) => part.roles.map(({ role }) => role)));
  const withRoles = hosts.map((host) =>
    rolesOf(
      host,
      index,
      found.flatMap((part) => part.roles),
    ),
  );
  const known = new Set(roles.map(({ id }) => id));
  return {
    facts: {
      hosts: withRoles,
      weaknesses: found.flatMap(({ weaknesses }) => weaknesses).sort((a, b) => compare(a.key, b.key)),
      credentials: found.flatMap(({ credentials }) => credentials).sort((a, b) => compare(a.id, b.id)),
      roles: [...roles, ...inventoryRoles(withRoles).filter(({ id }) => !known.has(id))].sort((a, b) =>
        compare(a.id, b.id),
      ),
      stores: stores.sort((a, b) => compare(a.id, b.id)),
    },
    starts: found.flatMap(({ starts }) => starts),
    problems,
  };
}

/** What references inside the facts are looked up in. */
export interface Names {
  readonly index: ConfigurationIndex;
  /** Ids of the hosts that a text or several name. */
  readonly hosts: (texts: string | readonly string[] | undefined, place: string) => readonly string[];
  /** Grows by stores that only a role names. */
  readonly stores: BreachFacts["stores"][number][];
  readonly roleNames: ReadonlySet<string>;
  readonly problems: FactProblem[];
}

const HOST_KINDS = ["instance", "networkInterface"] as const;

function hostIds(
  index: ConfigurationIndex,
  texts: string | readonly string[] | undefined,
  place: string,
  problems: FactProblem[],
): readonly string[] {
  const list = texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;
  return list.flatMap((text, at) => {
    const where = typeof texts === "string" ? place : `${place}[${at}]`;
    const asked = {
      text,
      kinds: HOST_KINDS,
      wanted: "an instance, an interface or an address of one",
      place: where,
    };
    const host = declaredReference(index, asked, problems);
    return host ? [hostId(host)] : [];
  });
}

function hostId(host: ResourceOf<"instance"> | ResourceOf<"networkInterface">): string {
  return host.kind === "networkInterface" ? (host.attachment?.instanceId ?? host.id) : host.id;
}

/** A declared role stands for the instance profile it names, and is added where it is declared to be. */
function rolesOf(
  host: BreachHost,
  { get }: ConfigurationIndex,
  declared: readonly {
    readonly role: Role;
    readonly profile: string | undefined;
    readonly on: readonly string[];
  }[],
): BreachHost {
  const arn = get("instance", host.id)?.instanceProfileArn;
  const byProfile = declared.filter(
    ({ profile }) =>
      arn !== undefined && profile !== undefined && (arn === profile || arn.endsWith(`/${profile}`)),
  );
  const added = declared.filter(({ on }) => on.includes(host.id));
  const roleIds = [
    ...(byProfile.length > 0 ? byProfile.map(({ role }) => role.id) : host.roleIds),
    ...added.map(({ role }) => role.id),
  ];
  return { ...host, roleIds: [...new Set(roleIds)].sort() };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

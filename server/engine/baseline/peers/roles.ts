import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import { nameStem } from "./name-stem";

/** What can have peers: hosts, the groups that guard them and the subnets that they are in. */
export type Subject = ResourceOf<"instance"> | ResourceOf<"securityGroup"> | ResourceOf<"subnet">;

/** Resources of one kind that do the same job, so that each says what is usual for the others. */
export interface Role {
  readonly kind: Subject["kind"];
  /** "web", or "web (prod)" where an environment is named. */
  readonly name: string;
  /** Why they are taken to be alike, in words: "tag Role", "target group web", "names". */
  readonly how: string;
  /** Sorted by id. */
  readonly members: readonly Subject[];
}

const SCALING_GROUP_TAG = "aws:autoscaling:groupName";
const ROLE_TAG = /^(role|tier|component|function)$/i;
const ENVIRONMENT_TAG = /^(env|environment|stage)$/i;

/**
 * Every role with its members, by what says it most surely: the scaling group that makes hosts, a target group that
 * sends to them, a tag, and last what their names share. Of each resource the first that applies counts, so that nobody
 * has two roles. Environments are kept apart. What nothing says a role of has none. Source: operations 3.3.
 */
export function rolesOf(index: ConfigurationIndex): readonly Role[] {
  const { instance, securityGroup, subnet } = index.configuration.resources;
  const targetGroups = targetGroupsByInstance(index);
  const roles = new Map<string, { kind: Subject["kind"]; name: string; how: string; members: Subject[] }>();
  const put = (subject: Subject, role: { name: string; how: string } | undefined) => {
    if (!role) return;
    const environment = tagOf(subject, ENVIRONMENT_TAG);
    const name = environment === undefined ? role.name : `${role.name} (${environment})`;
    const key = `${subject.kind} ${role.how} ${name}`;
    const known = roles.get(key) ?? { kind: subject.kind, name, how: role.how, members: [] };
    known.members.push(subject);
    roles.set(key, known);
  };
  for (const each of instance) {
    if (each.state === "terminated" || each.state === "shutting-down") continue;
    put(each, scalingGroup(each) ?? targetGroups.get(each.id) ?? tagged(each) ?? named(each));
  }
  for (const each of [...securityGroup, ...subnet]) put(each, tagged(each) ?? named(each));
  return [...roles.values()]
    .map((role) => ({ ...role, members: role.members.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }))
    .sort((a, b) => compareText(`${a.kind} ${a.name} ${a.how}`, `${b.kind} ${b.name} ${b.how}`));
}

function scalingGroup(instance: ResourceOf<"instance">) {
  const name = instance.tags.find(({ key }) => key === SCALING_GROUP_TAG)?.value;
  return name === undefined ? undefined : { name, how: "scaling group" };
}

function tagged(subject: Subject) {
  const tag = subject.tags.find(({ key, value }) => ROLE_TAG.test(key) && value !== "");
  return tag && { name: tag.value, how: `tag ${tag.key}` };
}

function named(subject: Subject) {
  const stem = subject.name === undefined ? undefined : nameStem(subject.name);
  return stem === undefined ? undefined : { name: stem, how: "names" };
}

function tagOf(subject: Subject, key: RegExp): string | undefined {
  return subject.tags.find((tag) => key.test(tag.key) && tag.value !== "")?.value;
}

/** The first target group by name that sends to an instance. */
function targetGroupsByInstance({ configuration }: ConfigurationIndex) {
  const found = new Map<string, { name: string; how: string }>();
  const groups = configuration.resources.targetGroup.toSorted((a, b) =>
    compareText(a.name ?? a.id, b.name ?? b.id),
  );
  for (const group of groups)
    for (const { id } of group.targets)
      if (!found.has(id)) found.set(id, { name: group.name ?? group.id, how: "target group" });
  return found;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { and, type Formula, not, or, type SolverQuestion, solverQuestion, variable } from "../../../solver";
import type { BreachScenario, Service, Weakness } from "../facts";
import type { FactsIndex } from "../facts-index";
import type { AttackSource, Reach } from "../reach";

/**
 * Is there a set of facts that holds all that is given, is closed under the clauses (SEC-7), and does not hold these
 * targets? Satisfiable: the targets do not follow, whatever the order of derivation. Unsatisfiable: one of them does.
 */
export function nothingLeft(
  index: FactsIndex,
  reach: Reach,
  scenario: BreachScenario,
  targets: readonly string[],
): SolverQuestion {
  const clauses = [...startClauses(index, scenario), ...hostClauses(index), ...storeClauses(index)];
  for (const weakness of index.facts.weaknesses) clauses.push(...weaknessClauses(index, scenario, weakness));
  for (const source of sourcesOf(index, scenario)) clauses.push(...reachClauses(index, reach, source));
  const closed = clauses.map(({ head, body }) => ({
    formula: or([not(and(body.map(variable))), variable(head)]),
  }));
  const spared = targets.map((target): { formula: Formula } => ({ formula: not(variable(target)) }));
  return solverQuestion("Is there a closed set of facts without the targets?", [...closed, ...spared]);
}

interface Clause {
  readonly head: string;
  readonly body: readonly string[];
}

const exec = (host: string, level: string) => `exec ${host} ${level}`;
const from = (place: string) => `from ${place}`;
const net = (target: string, { name, isOneWay }: Service) => `net ${target} ${name} ${isOneWay}`;

function startClauses({ facts, host }: FactsIndex, { starts }: BreachScenario): readonly Clause[] {
  const given = starts.flatMap((start) => {
    switch (start.kind) {
      case "internet":
        return [from("internet")];
      case "site":
        return [from(start.id)];
      case "subnet":
        return [exec(start.id, "root")];
      case "host":
        return host(start.id)?.runs ? [exec(start.id, start.level)] : [];
      case "role":
        return [`role ${start.id}`];
    }
    return [];
  });
  const known = facts.credentials.filter(({ isKnown }) => isKnown).map(({ id }) => `cred ${id}`);
  return [...given, ...known].map((head) => ({ head, body: [] }));
}

function hostClauses({ facts, host }: FactsIndex): readonly Clause[] {
  const runs = (id: string) => host(id)?.runs === true;
  return [
    ...facts.hosts.flatMap(({ id, roleIds, hasMetadata, hasOpenMetadata }) => [
      { head: exec(id, "user"), body: [exec(id, "root")] },
      { head: from(id), body: [exec(id, "user")] },
      ...(hasMetadata ? roleIds.map((role) => ({ head: `role ${role}`, body: [exec(id, "user")] })) : []),
      ...(hasMetadata && hasOpenMetadata
        ? roleIds.map((role) => ({ head: `role ${role}`, body: [`ssrf ${id}`] }))
        : []),
    ]),
    ...facts.credentials.flatMap(({ id, foundOn, logins }) => [
      ...foundOn.map(({ hostId, level }) => ({ head: `cred ${id}`, body: [exec(hostId, level)] })),
      ...foundOn
        .filter(({ level }) => level === "user")
        .map(({ hostId }) => ({ head: `cred ${id}`, body: [`leaks ${hostId}`] })),
      ...logins
        .filter(({ hostId }) => runs(hostId))
        .map(({ hostId, service, level }) => ({
          head: exec(hostId, level),
          body: [`cred ${id}`, net(hostId, service)],
        })),
    ]),
    ...facts.roles.flatMap(({ id, assumes, commands, reads, writes }) => [
      ...assumes.map((other) => ({ head: `role ${other}`, body: [`role ${id}`] })),
      ...commands.filter(runs).map((on) => ({ head: exec(on, "root"), body: [`role ${id}`] })),
      ...reads.map((store) => ({ head: `risk ${store} read`, body: [`role ${id}`] })),
      ...writes.map((store) => ({ head: `risk ${store} write`, body: [`role ${id}`] })),
    ]),
  ];
}

function storeClauses({ facts, credentialsFor }: FactsIndex): readonly Clause[] {
  return facts.stores.flatMap(({ id, service, auth, hostIds }) => {
    const exposed = service ? [net(id, service)] : null;
    const risk = `risk ${id} read`;
    return [
      ...(exposed && auth === "open" ? [{ head: risk, body: exposed }] : []),
      ...(exposed
        ? credentialsFor(id).map((key) => ({ head: risk, body: [...exposed, `cred ${key.id}`] }))
        : []),
      ...hostIds.flatMap((host) => [
        { head: risk, body: [exec(host, "user")] },
        { head: risk, body: [`leaks ${host}`] },
      ]),
    ];
  });
}

function weaknessClauses(index: FactsIndex, scenario: BreachScenario, weakness: Weakness): readonly Clause[] {
  const { hostId, service, attackVector, privileges, needsUser, gain, name, key } = weakness;
  const isOut = scenario.excluded.includes(name) || attackVector === "physical";
  if (isOut || !gain || (needsUser && !scenario.assumesUserInteraction)) return [];
  if (attackVector !== "local" && !index.host(hostId)?.runs) return [];
  const where = attackVector === "local" ? [exec(hostId, "user")] : service ? [net(hostId, service)] : null;
  if (!where) return [];
  const hit = `hit ${key}`;
  const logins = index.loginsOn(hostId).filter(({ level }) => privileges === "low" || level === "root");
  const auths =
    privileges === "none"
      ? [[]]
      : [
          ...logins.map(({ credential }) => [`cred ${credential.id}`]),
          ...(privileges === "low" ? [[exec(hostId, "user")]] : []),
        ];
  const subnets = new Set(index.host(hostId)?.subnetIds);
  const near = [
    ...index.facts.hosts
      .filter(({ subnetIds }) => subnetIds.some((id) => subnets.has(id)))
      .map(({ id }) => id),
    ...scenario.starts.flatMap((start) =>
      start.kind === "subnet" && subnets.has(start.id) ? [start.id] : [],
    ),
  ];
  const adjacent = attackVector === "adjacent" ? near.map((id) => [exec(id, "user")]) : [[]];
  const given =
    gain.kind === "exec"
      ? exec(hostId, gain.level)
      : gain.kind === "leak"
        ? `leaks ${hostId}`
        : `${gain.kind} ${hostId}`;
  return [
    ...auths.flatMap((auth) => adjacent.map((side) => ({ head: hit, body: [...where, ...auth, ...side] }))),
    { head: given, body: [hit] },
  ];
}

function sourcesOf({ facts }: FactsIndex, { starts }: BreachScenario): readonly AttackSource[] {
  const outside = starts.flatMap((start): AttackSource[] =>
    start.kind === "internet" || start.kind === "site" || start.kind === "subnet" ? [start] : [],
  );
  return [...outside, ...facts.hosts.map(({ id }): AttackSource => ({ kind: "host", id }))];
}

function reachClauses(index: FactsIndex, reach: Reach, source: AttackSource): readonly Clause[] {
  const place = source.kind === "internet" ? "internet" : source.id;
  const body = source.kind === "subnet" ? [exec(place, "root")] : [from(place)];
  const { arrivals } = reach.balanced(source);
  return index.wanted.flatMap(({ targetId, services }) =>
    services
      .filter(
        (service) =>
          reach.direct(source, targetId, service).verdict === "yes" ||
          arrivals.some(
            ({ hostId, protocol, targetPort }) =>
              (hostId === targetId || index.storesOn(hostId).some(({ id }) => id === targetId)) &&
              protocol === service.protocol &&
              (service.port ?? targetPort) === targetPort,
          ),
      )
      .map((service) => ({ head: net(targetId, service), body })),
  );
}

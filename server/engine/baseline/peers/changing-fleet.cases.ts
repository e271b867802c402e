import {
  except,
  type Host,
  hostResources,
  network,
  type Random,
  randomOf,
  rule,
  shuffled,
  templateRules,
} from "../../../testing/fleet";
import { type Configuration, configurationFrom, type SecurityGroupRule } from "../../configuration";

/** A fleet over weeks: hosts come and go, templates change, owners make exceptions, and mistakes are made. */
export interface ChangingFleetSpec {
  readonly seed: number;
  readonly roleCount: number;
  readonly weekCount: number;
  /** Mistakes that stand when it is first looked at, and that are made in each week after. */
  readonly firstFaults: number;
  readonly faultsPerWeek: number;
  /** Share of hosts that are exceptions when it is first looked at, 0 to 1, and how many more are made in each week. */
  readonly exceptionShare: number;
  readonly exceptionsPerWeek: number;
  /** Roles whose template changes in a week. */
  readonly rolloutsPerWeek: number;
  /** Whether a snapshot may show a rollout at its first host or half done; otherwise it shows it done. */
  readonly showsRollouts: boolean;
}

/** The fleet as it is at the end of one week. */
export interface FleetWeek {
  readonly configuration: Configuration;
  /** Ids of hosts with a mistake that was made in this week. */
  readonly newFaults: ReadonlyMap<string, WeeklyFault>;
  /** Ids of hosts that differ with their owner's knowledge, and of those since this week. */
  readonly exceptions: ReadonlySet<string>;
  readonly newExceptions: ReadonlySet<string>;
  /** Ids of hosts that have a template's change before their peers. */
  readonly early: ReadonlySet<string>;
}

/** None of these is among the mistakes that the detector was made with. */
const FAULTS = [
  "open to every IPv6 address",
  "every protocol from the private ranges",
  "a range of ports for one",
  "UDP for TCP",
  "credentials without a token",
  "forwarding for others",
  "another host's group as well",
  "a way out to everyone",
] as const;
export type WeeklyFault = (typeof FAULTS)[number];

interface State {
  readonly random: Random;
  readonly roles: { readonly name: string; rules: SecurityGroupRule[] }[];
  hosts: Host[];
  readonly exceptions: Set<string>;
  faultCount: number;
  hostCount: number;
}

/**
 * The weeks of a fleet. What is wrong at the end of a week is put right in the next, as somebody who is told would. The
 * same spec gives the same weeks.
 */
export function changingFleet(spec: ChangingFleetSpec): readonly FleetWeek[] {
  const random = randomOf(spec.seed);
  const roles = Array.from({ length: spec.roleCount }, (_, i) => ({
    name: `job${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`,
    rules: templateRules(i, random),
  }));
  const state: State = { random, roles, hosts: [], exceptions: new Set(), faultCount: 0, hostCount: 0 };
  for (const role of roles) addHosts(state, role, 15 + random(30));
  return Array.from({ length: spec.weekCount }, (_, week) => {
    const early = week === 0 ? new Set<string>() : change(state, spec);
    const share = Math.round(spec.exceptionShare * state.hosts.length);
    const newExceptions = makeExceptions(state, week === 0 ? share : spec.exceptionsPerWeek, early);
    return seenWith(state, week === 0 ? spec.firstFaults : spec.faultsPerWeek, { early, newExceptions });
  });
}

function addHosts(state: State, role: State["roles"][number], count: number): void {
  for (let i = 0; i < count; i++) {
    state.hosts.push({
      role,
      id: `i-${role.name}-${state.hostCount}`,
      rules: [...role.rules],
      isPublic: false,
    });
    state.hostCount += 1;
  }
}

/** A week without mistakes: one host in twenty is replaced, but no exception is, and some templates change. */
function change(state: State, { rolloutsPerWeek, showsRollouts }: ChangingFleetSpec): Set<string> {
  const { random, roles } = state;
  finishRollouts(state);
  for (const role of roles) {
    const own = state.hosts.filter((host) => host.role === role && !state.exceptions.has(host.id));
    const leaving = new Set(shuffled(own, random).slice(0, Math.round(own.length / 20)));
    state.hosts = state.hosts.filter((host) => !leaving.has(host));
    addHosts(state, role, leaving.size);
  }
  const early = new Set<string>();
  for (const role of shuffled(roles, random).slice(0, rolloutsPerWeek)) {
    const added = rule(10_000 + random(10_000), `10.0.${random(8) * 16}.0/20`);
    const own = state.hosts.filter((host) => host.role === role);
    role.rules = [...role.rules, added];
    const stage = showsRollouts ? random(3) : 2;
    const reached = stage === 0 ? 1 : stage === 1 ? Math.floor(own.length / 2) : own.length;
    for (const host of shuffled(own, random).slice(0, reached)) {
      host.rules = [...host.rules, added];
      if (stage < 2) early.add(host.id);
    }
  }
  return early;
}

/** Whoever lacks what the template has by now gets it; exceptions keep what is their own. */
function finishRollouts(state: State): void {
  for (const host of state.hosts) {
    const template = state.roles.find(({ name }) => name === host.role.name)?.rules ?? [];
    const added = template.slice(3).filter(({ fromPort = 0 }) => fromPort >= 10_000);
    host.rules = [...host.rules, ...added.filter((each) => !host.rules.includes(each))];
  }
}

function makeExceptions(state: State, count: number, early: ReadonlySet<string>): Set<string> {
  const plain = state.hosts.filter(({ id }) => !state.exceptions.has(id) && !early.has(id));
  const chosen = shuffled(plain, state.random).slice(0, count);
  for (const host of chosen) {
    except(host, state.random);
    state.exceptions.add(host.id);
  }
  return new Set(chosen.map(({ id }) => id));
}

/** The fleet with so many mistakes in it, which it does not keep. */
function seenWith(
  state: State,
  faultCount: number,
  { early, newExceptions }: Pick<FleetWeek, "early" | "newExceptions">,
): FleetWeek {
  const plain = state.hosts.filter(({ id }) => !state.exceptions.has(id) && !early.has(id));
  const newFaults = new Map<string, WeeklyFault>();
  const spoilt = new Map<Host, Host>();
  for (const host of shuffled(plain, state.random).slice(0, faultCount)) {
    const kind = FAULTS[state.faultCount++ % FAULTS.length] ?? "UDP for TCP";
    newFaults.set(host.id, kind);
    spoilt.set(host, spoil(host, kind, state));
  }
  const seen = state.hosts.map((host) => spoilt.get(host) ?? host);
  return {
    configuration: configurationFrom([...network(), ...seen.flatMap(hostResources)], []),
    newFaults,
    exceptions: new Set(state.exceptions),
    newExceptions,
    early,
  };
}

function spoil(host: Host, kind: WeeklyFault, { random, hosts }: State): Host {
  const [service, ...others] = host.rules;
  const port = service?.fromPort ?? 0;
  const withRule = (added: SecurityGroupRule) => ({ ...host, rules: [...host.rules, added] });
  const everyone = { kind: "prefix", prefix: "0.0.0.0/0" } as const;
  switch (kind) {
    case "open to every IPv6 address":
      return withRule(rule(port, "::/0"));
    case "every protocol from the private ranges":
      return withRule({ protocol: -1, peer: { kind: "prefix", prefix: "10.0.0.0/8" } });
    case "a range of ports for one":
      return { ...host, rules: service ? [{ ...service, toPort: port + 500 }, ...others] : host.rules };
    case "UDP for TCP":
      return { ...host, rules: service ? [{ ...service, protocol: 17 }, ...others] : host.rules };
    case "credentials without a token":
      return { ...host, metadataToken: "optional" };
    case "forwarding for others":
      return { ...host, forwards: true };
    case "another host's group as well": {
      const strangers = hosts.filter(({ role }) => role !== host.role);
      return { ...host, borrowsFrom: strangers[random(strangers.length)]?.id ?? host.id };
    }
    case "a way out to everyone":
      return { ...host, egress: [{ protocol: 6, fromPort: 443, toPort: 443, peer: everyone }] };
  }
}

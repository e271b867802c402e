import type { Breach } from "./derive";
import type { BreachHost, BreachScenario, Service, Start, Weakness } from "./facts";
import type { FactsIndex } from "./facts-index";
import type { AttackSource, BalancedArrival, Reach } from "./reach";

/** Everything of an attack as facts of the clauses, reach written out pair by pair. */
export function prologFacts(index: FactsIndex, reach: Reach, scenario: BreachScenario): readonly string[] {
  const { hosts, weaknesses, credentials, roles, stores } = index.facts;
  const starts = scenario.starts.flatMap((start) => startFacts(start, hosts));
  return [
    ...starts,
    ...(scenario.assumesUserInteraction ? ["userInteraction"] : []),
    ...hosts.flatMap((host) => [
      ...(host.runs ? [`runs(${host.id})`] : []),
      ...host.roleIds.map((role) => `profile(${host.id}, ${role})`),
      ...(host.hasMetadata ? [`imdsOn(${host.id})`] : []),
      ...(host.hasOpenMetadata ? [`imdsV1(${host.id})`] : []),
      ...hosts
        .filter(({ subnetIds }) => subnetIds.some((id) => host.subnetIds.includes(id)))
        .map(({ id }) => `sameSubnet(${host.id}, ${id})`),
    ]),
    ...weaknesses.filter(({ name }) => !scenario.excluded.includes(name)).flatMap(weaknessFacts),
    ...credentials.flatMap(({ id, foundOn, logins, opens, isKnown }) => [
      ...foundOn.map(({ hostId, level }) => `credOn(${hostId}, ${id}, ${level})`),
      ...logins.map(({ hostId, service, level }) => `login(${hostId}, ${served(service)}, ${id}, ${level})`),
      ...opens.map((store) => `storeCred(${store}, ${id})`),
      ...(isKnown ? [`extCred(${id})`] : []),
    ]),
    ...roles.flatMap(({ id, assumes, reads, writes, commands }) => [
      ...assumes.map((other) => `assume(${id}, ${other})`),
      ...reads.map((store) => `roleCan(${id}, read, ${store})`),
      ...writes.map((store) => `roleCan(${id}, write, ${store})`),
      ...commands.flatMap((host) => [`roleCan(${id}, runCommand, ${host})`, `ssm(${host})`]),
    ]),
    ...stores.flatMap(({ id, service, auth, hostIds }) => [
      `store(${id})`,
      ...(service ? [`storePort(${id}, ${served(service)})`] : []),
      ...(auth === "open" ? [`openAuth(${id})`] : []),
      ...hostIds.map((host) => `hosts(${host}, ${id})`),
    ]),
    ...sourcesOf(index, scenario).flatMap((source) => reachFacts(index, reach, source)),
  ];
}

function startFacts(start: Start, hosts: readonly BreachHost[]): readonly string[] {
  switch (start.kind) {
    case "internet":
      return ["start(internet)"];
    case "site":
      return [`start(${start.id})`, `onprem(${start.id})`];
    case "subnet":
      return [
        `start(vm(${start.id}, root))`,
        `runs(${start.id})`,
        ...hosts
          .filter(({ subnetIds }) => subnetIds.includes(start.id))
          .map(({ id }) => `sameSubnet(${start.id}, ${id})`),
      ];
    case "host":
      return [`start(vm(${start.id}, ${start.level}))`];
    case "role":
      return [`start(role(${start.id}))`];
  }
}

/** What was derived, in the words of the clauses, sorted; without what only our own rules name. */
export function derivedFacts(breach: Breach, index: FactsIndex): readonly string[] {
  const told = [...breach.settled.values()].flatMap(({ fact }) => {
    switch (fact.kind) {
      case "at":
        return [`at(${fact.place})`];
      case "exec":
        return [`exec(${fact.host},${fact.level})`];
      case "cred":
        return [`cred(${fact.credential})`];
      case "net":
        return [netFact(fact.target, fact.service, fact.isOneWay)];
      case "hit":
        return [`hit(${index.weaknesses.get(fact.weakness)?.hostId},${fact.weakness})`];
      case "leaks":
      case "ssrf":
      case "down":
        return [`${fact.kind}(${fact.host})`];
      case "role":
        return [`role(${fact.role})`];
      case "exposed":
      case "exfil":
        return [`${fact.kind}(${fact.store})`];
      case "risk":
        return [`risk(${fact.store},${fact.access})`];
      default:
        return [];
    }
  });
  return [...new Set(told)].sort();
}

/** Every `net` that an attack may need. */
export function wantedFacts({ wanted }: FactsIndex): readonly string[] {
  return wanted.flatMap(({ targetId, services }) =>
    services.map(({ name, isOneWay }) => netFact(targetId, name, isOneWay)),
  );
}

function netFact(targetId: string, name: string, isOneWay: boolean): string {
  return `net(${targetId},${servedName(name, isOneWay).replace(", ", ",")})`;
}

function weaknessFacts(weakness: Weakness): readonly string[] {
  const { key, hostId, service, attackVector, privileges, needsUser, gain } = weakness;
  return [
    `vuln(${hostId}, ${key}, ${service ? served(service) : "local, local"})`,
    `av(${key}, ${attackVector})`,
    `pr(${key}, ${privileges})`,
    `ui(${key}, ${needsUser ? "required" : "none"})`,
    ...(gain ? [`gain(${key}, ${gain.kind}, ${gain.kind === "exec" ? gain.level : "nothing"})`] : []),
  ];
}

function sourcesOf({ facts }: FactsIndex, { starts }: BreachScenario): readonly AttackSource[] {
  const outside = starts.flatMap((start): AttackSource[] =>
    start.kind === "internet" || start.kind === "site" || start.kind === "subnet" ? [start] : [],
  );
  return [...outside, ...facts.hosts.map(({ id }): AttackSource => ({ kind: "host", id }))];
}

function reachFacts(index: FactsIndex, reach: Reach, source: AttackSource): readonly string[] {
  const place = source.kind === "internet" ? "internet" : source.id;
  const direct = index.wanted.flatMap(({ targetId, services }) =>
    services
      .filter((service) => reach.direct(source, targetId, service).verdict === "yes")
      .flatMap((service) =>
        // What gets to a host gets to the stores that are kept there.
        [targetId, ...index.storesOn(targetId).map(({ id }) => id)].map(
          (id) => `reach(${place}, ${id}, ${served(service)})`,
        ),
      ),
  );
  const balanced = reach.balanced(source).arrivals.flatMap((arrival) => {
    const protocol = arrival.protocol === 6 ? "tcp" : "udp";
    const { hostId } = arrival;
    const ids = [hostId, ...index.storesOn(hostId).map(({ id }) => id)].filter((id) =>
      [hostId, id].some((each) => index.servicesOf(each).some((service) => isAt(service, arrival))),
    );
    // One name per source: what a balancer hands on may differ by who asks.
    const name = `lb(${place}, ${arrival.balancerId})`;
    return [
      `reach(${place}, ${name}, ${protocol}, ${arrival.port})`,
      ...ids.map((id) => `viaLB(${name}, ${arrival.port}, ${id}, ${arrival.targetPort})`),
    ];
  });
  const outlet =
    source.kind === "host" && reach.outlet(source.id).verdict === "yes"
      ? [`reach(${place}, internet, tcp, 443)`]
      : [];
  return [...direct, ...balanced, ...outlet];
}

/** Whether a balancer hands on to this: ports at which nothing is known to answer are not asked about. */
function isAt({ protocol, port }: Service, arrival: BalancedArrival): boolean {
  return protocol === arrival.protocol && (port ?? arrival.targetPort) === arrival.targetPort;
}

function served({ name, isOneWay }: Service): string {
  return servedName(name, isOneWay);
}

function servedName(name: string, isOneWay: boolean): string {
  const [protocol, port] = name.split("/");
  return `${protocol}${isOneWay ? "OneWay" : ""}, ${port}`;
}

import type { BreachFacts, BreachHost, Credential, Level, Role, Service, Store, Weakness } from "./facts";

/** Look-ups over the facts, so that every rule finds what it joins with; built once, linear in the facts. */
export interface FactsIndex {
  readonly facts: BreachFacts;
  readonly host: (id: string) => BreachHost | undefined;
  readonly store: (id: string) => Store | undefined;
  readonly role: (id: string) => Role | undefined;
  readonly weaknesses: ReadonlyMap<string, Weakness>;
  readonly weaknessesOf: (hostId: string) => readonly Weakness[];
  readonly credential: (id: string) => Credential | undefined;
  /** Credentials to read on a host by whoever has it at this level. */
  readonly credentialsOn: (hostId: string, level: Level) => readonly Credential[];
  readonly loginsOn: (hostId: string) => readonly HostLogin[];
  readonly credentialsFor: (storeId: string) => readonly Credential[];
  readonly storesOn: (hostId: string) => readonly Store[];
  readonly hostsIn: (subnetId: string) => readonly BreachHost[];
  /** What of a host or store an attack may need. */
  readonly servicesOf: (targetId: string) => readonly Service[];
  /** Everything on the network that an attack may need, by what it belongs to: each host and store once. */
  readonly wanted: readonly { readonly targetId: string; readonly services: readonly Service[] }[];
}

export interface HostLogin {
  readonly credential: Credential;
  readonly service: Service;
  readonly level: Level;
}

/** Indexes the facts. */
export function indexFacts(facts: BreachFacts): FactsIndex {
  const { hosts, weaknesses, credentials, roles, stores } = facts;
  const byHost = groupBy(weaknesses, ({ hostId }) => [hostId]);
  const found = groupBy(credentials, ({ foundOn }) =>
    unique(foundOn.map(({ hostId, level }) => `${level} ${hostId}`)),
  );
  const logins = new Map<string, HostLogin[]>();
  for (const credential of credentials)
    for (const { hostId, service, level } of credential.logins)
      logins.set(hostId, [...(logins.get(hostId) ?? []), { credential, service, level }]);
  const opening = groupBy(credentials, ({ opens }) => unique(opens));
  const kept = groupBy(stores, ({ hostIds }) => unique(hostIds));
  const bySubnet = groupBy(hosts, ({ subnetIds }) => unique(subnetIds));
  const wanted = wantedServices(facts, logins);
  const services = new Map(wanted.map((each) => [each.targetId, each.services]));
  return {
    facts,
    host: byId(hosts),
    store: byId(stores),
    role: byId(roles),
    weaknesses: new Map(weaknesses.map((weakness) => [weakness.key, weakness])),
    weaknessesOf: (hostId) => byHost.get(hostId) ?? [],
    credential: byId(credentials),
    credentialsOn: (hostId, level) => found.get(`${level} ${hostId}`) ?? [],
    loginsOn: (hostId) => logins.get(hostId) ?? [],
    credentialsFor: (storeId) => opening.get(storeId) ?? [],
    storesOn: (hostId) => kept.get(hostId) ?? [],
    hostsIn: (subnetId) => bySubnet.get(subnetId) ?? [],
    servicesOf: (targetId) => services.get(targetId) ?? [],
    wanted,
  };
}

function wantedServices(
  { hosts, weaknesses, stores }: BreachFacts,
  logins: ReadonlyMap<string, HostLogin[]>,
) {
  const wanted = new Map<string, Map<string, Service>>();
  const want = (targetId: string, service: Service | null) => {
    if (!service) return;
    const services = wanted.get(targetId) ?? new Map<string, Service>();
    services.set(`${service.name} ${service.isOneWay}`, service);
    wanted.set(targetId, services);
  };
  const isUp = new Set(hosts.filter(({ runs }) => runs).map(({ id }) => id));
  for (const { hostId, service } of weaknesses) if (isUp.has(hostId)) want(hostId, service);
  for (const [hostId, list] of logins)
    if (isUp.has(hostId)) for (const { service } of list) want(hostId, service);
  for (const { id, service } of stores) want(id, service);
  return [...wanted].map(([targetId, services]) => ({ targetId, services: [...services.values()] }));
}

function byId<T extends { readonly id: string }>(list: readonly T[]): (id: string) => T | undefined {
  const map = new Map(list.map((each) => [each.id, each]));
  return (id) => map.get(id);
}

function groupBy<T>(list: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import type { FactDataStore } from "../../intent";
import { parseProtocol, protocolName } from "../../net";
import type { FactProblem } from "./declared";
import { declaredReference, sayRepeated } from "./declared-reference";

const KINDS = ["dataStore", "databaseInstance", "instance", "networkInterface"] as const;
const WANTED = "a database, a data store of the input, an instance or an interface";
type Holder = ResourceOf<(typeof KINDS)[number]>;

/**
 * Declared data stores as resources. One that says more of a database or store of the input takes its place, ports
 * and groups from there; one on hosts or interfaces needs a port.
 */
export function declaredDataStores(
  index: ConfigurationIndex,
  stores: readonly FactDataStore[],
  problems: FactProblem[],
): ResourceOf<"dataStore">[] {
  const declared = stores.map((fact, position) => storeOf(index, fact, position, problems));
  sayRepeated(
    "dataStores",
    "resource",
    declared.map((each) => each?.id),
    problems,
  );
  return declared.flatMap((each) => each ?? []);
}

function storeOf(
  index: ConfigurationIndex,
  fact: FactDataStore,
  position: number,
  problems: FactProblem[],
): ResourceOf<"dataStore"> | undefined {
  const place = `dataStores[${position}]`;
  const texts = typeof fact.resource === "string" ? [fact.resource] : fact.resource;
  const holders = texts.flatMap((text, at) => {
    const where = typeof fact.resource === "string" ? `${place}.resource` : `${place}.resource[${at}]`;
    const found = declaredReference(index, { text, kinds: KINDS, wanted: WANTED, place: where }, problems);
    return found ? [found] : [];
  });
  const [first] = holders;
  if (!first || holders.length < texts.length) return undefined;
  const managed = holders.find(({ kind }) => kind === "dataStore" || kind === "databaseInstance");
  if (managed && holders.length > 1) {
    const message = `\`${managed.id}\` is a store of its own: declare it by itself, hosts in another entry`;
    problems.push({ place: `${place}.resource`, message, candidates: [] });
    return undefined;
  }
  const number = parseProtocol(fact.protocol);
  if (number === undefined) {
    const message = `\`${fact.protocol}\` is not a protocol: write tcp, udp, icmp or a number to 255`;
    problems.push({ place: `${place}.protocol`, message, candidates: [] });
    return undefined;
  }
  const said = {
    protocol: protocolName(number),
    dataClass: fact.class,
    ...(fact.auth === undefined ? {} : { auth: fact.auth }),
  };
  const port = fact.port ?? ("port" in first ? first.port : undefined);
  if (port === undefined) {
    const message = `which port \`${first.id}\` answers on is not known: add \`port\``;
    problems.push({ place: `${place}.port`, message, candidates: [] });
    return undefined;
  }
  if (first.kind === "dataStore") return { ...first, ...said, port };
  return {
    ...placed(first, holders),
    ...(fact.name === undefined ? {} : { name: fact.name }),
    ...said,
    port,
  };
}

/** Where a declared store is: around its database, or on its hosts and interfaces. */
function placed(
  first: Exclude<Holder, { kind: "dataStore" }>,
  holders: readonly Holder[],
): Omit<ResourceOf<"dataStore">, "protocol"> {
  const ids = (kind: Holder["kind"]) =>
    [...new Set(holders.flatMap((each) => (each.kind === kind ? each.id : [])))].sort();
  const { accountId, region } = first;
  const common = {
    kind: "dataStore" as const,
    id: `dataStore:${holders
      .map(({ id }) => id)
      .sort()
      .join("+")}`.slice(0, 512),
    accountId,
    region,
    tags: [],
    service: "declared",
    ...(first.name === undefined ? {} : { name: first.name }),
    networkInterfaceIds: ids("networkInterface"),
    hostIds: ids("instance"),
  };
  if (first.kind !== "databaseInstance") return { ...common, subnetIds: [], securityGroupIds: [] };
  const { engine, state, endpoint, vpcId, subnetIds, securityGroupIds } = first;
  return {
    ...common,
    ...(engine === undefined ? {} : { engine }),
    state,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(vpcId === undefined ? {} : { vpcId }),
    subnetIds,
    securityGroupIds,
    resourceId: first.id,
  };
}

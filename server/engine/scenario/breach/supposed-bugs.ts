import type { ConfigurationIndex } from "../../configuration";
import { PROTOCOL } from "../../net";
import type { FactProblem } from "../reference/declared";
import { declaredReference } from "../reference/declared-reference";
import { exploitOf } from "./exploit";
import type { BreachFacts, Service, Weakness } from "./facts";
import { serviceAt } from "./inventory";

const KINDS = ["instance", "networkInterface", "dataStore", "databaseInstance"] as const;

/** What is supposed of resources that nobody has found anything in. */
export interface SupposedBugs {
  /** The facts with the bugs in them. */
  readonly facts: BreachFacts;
  readonly problems: readonly FactProblem[];
}

/**
 * Supposes a bug in each of these resources: whoever reaches the service has the host, or the data of a store. A text
 * is a reference, with `=tcp/443` behind it for one service; without, any that is reached will do.
 */
export function supposeBugs(
  index: ConfigurationIndex,
  facts: BreachFacts,
  texts: readonly string[],
): SupposedBugs {
  const problems: FactProblem[] = [];
  const weaknesses = new Map(facts.weaknesses.map((weakness) => [weakness.key, weakness]));
  const opened = new Set<string>();
  for (const text of texts) {
    const [, reference = "", told] = /^(.*?)(?:=([^=]*))?$/.exec(text) ?? [];
    const service = told === undefined ? null : serviceOf(told);
    if (service === undefined) {
      problems.push({
        place: text,
        message: `\`${told}\` is no service: write tcp/443 or udp/53`,
        candidates: [],
      });
      continue;
    }
    const asked = {
      text: reference,
      kinds: KINDS,
      wanted: "a host, a database or a data store",
      place: text,
    };
    const found = declaredReference(index, asked, problems);
    if (!found) continue;
    if (found.kind === "dataStore" || found.kind === "databaseInstance") {
      const store = facts.stores.find(({ id }) => id === found.id);
      const about =
        store ?? facts.stores.find(({ id }) => index.get("dataStore", id)?.resourceId === found.id);
      if (about) opened.add(about.id);
      continue;
    }
    const hostId = found.kind === "networkInterface" ? (found.attachment?.instanceId ?? found.id) : found.id;
    const bug = supposedBug(hostId, service);
    weaknesses.set(bug.key, bug);
  }
  return {
    facts: {
      ...facts,
      weaknesses: [...weaknesses.values()],
      stores: facts.stores.map((store) =>
        opened.has(store.id) ? { ...store, auth: "open" as const } : store,
      ),
    },
    problems,
  };
}

function serviceOf(text: string): Service | undefined {
  const [, protocol = "", port = ""] = /^([a-z0-9]+)\/(\d{1,5})$/i.exec(text) ?? [];
  if (port === "" || Number(port) > 65_535) return undefined;
  return serviceAt(protocol, Number(port)) ?? undefined;
}

function supposedBug(hostId: string, service: Service | null): Weakness {
  const answers = service ?? { name: "tcp/any", protocol: PROTOCOL.tcp, port: null, isOneWay: false };
  return {
    key: `${hostId} hypothesis ${answers.name}`,
    hostId,
    name: "hypothesis",
    isHypothesis: true,
    service: answers,
    isPortAssumed: service === null,
    component: null,
    knownExploited: false,
    ...exploitOf({ vector: undefined, isLocal: false, runsAs: "root", gain: "exec" }),
  };
}

import type { Run } from "./derive";
import type { FactOf } from "./derived-fact";

/** Data that is reached is read where it asks for nothing, or for what was won. */
export function storeExposed({ agenda, index }: Run, fact: FactOf<"exposed">): void {
  const risk = { kind: "risk", store: fact.store, access: "read" } as const;
  if (index.store(fact.store)?.auth === "open") agenda.propose(risk, { premises: [fact] });
  for (const { id } of index.credentialsFor(fact.store)) {
    const cred = { kind: "cred", credential: id } as const;
    if (agenda.has(cred)) agenda.propose(risk, { premises: [fact, cred] });
  }
}

/**
 * Data that is read also leaves: by a host that reaches the internet, or straight to an attacker who is there, over whatever
 * answers where it is kept.
 */
export function exfiltrated({ agenda, index }: Run, storeId: string): void {
  const exfil = { kind: "exfil", store: storeId } as const;
  const risk = { kind: "risk", store: storeId, access: "read" } as const;
  if (agenda.has(exfil) || !agenda.has(risk)) return;
  const outlet = { kind: "outlet" } as const;
  if (agenda.has(outlet)) agenda.propose(exfil, { premises: [risk, outlet] });
  const internet = { kind: "at", place: "internet" } as const;
  if (!agenda.has(internet)) return;
  for (const target of [storeId, ...(index.store(storeId)?.hostIds ?? [])])
    for (const { name, isOneWay } of index.servicesOf(target)) {
      const net = { kind: "net", target, service: name, isOneWay } as const;
      if (agenda.has(net)) agenda.propose(exfil, { premises: [risk, internet, net] });
    }
}

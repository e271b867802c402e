import { unreachable } from "../../net";
import type { Run } from "./derive";
import type { DerivedFact, FactOf } from "./derived-fact";
import { isCounted, reachFrom } from "./reach-rules";
import { exfiltrated, storeExposed } from "./store-rules";
import { hostLeaks, requestForged, tryHits, weaknessUsed } from "./weakness-rules";

/** Everything that follows from a fact together with what is settled. Clause: SEC-7. */
export function consequences(run: Run, fact: DerivedFact): void {
  switch (fact.kind) {
    case "at":
      attackerAt(run, fact);
      break;
    case "from":
      reachFrom(run, fact);
      break;
    case "exec":
      hostFallen(run, fact);
      break;
    case "cred":
      credentialWon(run, fact);
      break;
    case "net":
      serviceReached(run, fact);
      break;
    case "adj":
      tryHits(run, fact.host);
      break;
    case "auth":
      tryHits(run, run.index.weaknesses.get(fact.weakness)?.hostId ?? "");
      break;
    case "hit":
      weaknessUsed(run, fact);
      break;
    case "leaks":
      hostLeaks(run, fact);
      break;
    case "ssrf":
      requestForged(run, fact);
      break;
    case "role":
      roleTaken(run, fact);
      break;
    case "exposed":
      storeExposed(run, fact);
      break;
    case "risk":
      exfiltrated(run, fact.store);
      break;
    case "outlet":
      for (const { id } of run.index.facts.stores) exfiltrated(run, id);
      break;
    case "down":
    case "exfil":
      break;
    default:
      unreachable(fact);
  }
}

function attackerAt(run: Run, fact: FactOf<"at">): void {
  run.agenda.propose({ kind: "from", place: fact.place }, { premises: [fact] });
  if (fact.place === "internet") for (const { id } of run.index.facts.stores) exfiltrated(run, id);
}

function hostFallen(run: Run, fact: FactOf<"exec">): void {
  const { agenda, index } = run;
  const premises = [fact];
  for (const { id } of index.credentialsOn(fact.host, fact.level))
    agenda.propose({ kind: "cred", credential: id }, { premises });
  if (fact.level === "root") {
    agenda.propose({ kind: "exec", host: fact.host, level: "user" }, { premises });
    return;
  }
  agenda.propose({ kind: "from", place: fact.host }, { premises });
  for (const { key, privileges } of index.weaknessesOf(fact.host))
    if (privileges === "low") agenda.propose({ kind: "auth", weakness: key }, { premises });
  // On the host itself nothing else may be needed.
  tryHits(run, fact.host);
  const host = index.host(fact.host) ?? supposed(fact.host);
  for (const subnetId of host.subnetIds) {
    // Whoever falls there later comes at no lower cost.
    if (run.enteredSubnets.has(subnetId)) continue;
    run.enteredSubnets.add(subnetId);
    for (const { id } of index.hostsIn(subnetId)) agenda.propose({ kind: "adj", host: id }, { premises });
  }
  if (host.hasMetadata) for (const role of host.roleIds) agenda.propose({ kind: "role", role }, { premises });
  for (const { id } of index.storesOn(fact.host))
    agenda.propose({ kind: "risk", store: id, access: "read" }, { premises });
  if (index.facts.stores.length > 0 && index.host(fact.host)) askForOutlet(run, fact);
}

function askForOutlet(run: Run, fact: FactOf<"exec">): void {
  const outlet = { kind: "outlet" } as const;
  if (!run.agenda.has(outlet) && isCounted(run, run.reach.outlet(fact.host)))
    run.agenda.propose(outlet, { premises: [fact] });
}

/** The machine of an insider stands in the subnet that it is called after. */
function supposed(subnetId: string) {
  return {
    id: subnetId,
    element: { kind: "subnet", id: subnetId },
    runs: true,
    subnetIds: [subnetId],
    roleIds: [],
    hasMetadata: false,
    hasOpenMetadata: false,
  };
}

function credentialWon({ agenda, index }: Run, fact: FactOf<"cred">): void {
  const credential = index.credential(fact.credential);
  if (!credential) return;
  for (const { hostId, service, level } of credential.logins) {
    for (const { key, privileges } of index.weaknessesOf(hostId))
      if (privileges === "low" || (privileges === "high" && level === "root"))
        agenda.propose({ kind: "auth", weakness: key }, { premises: [fact] });
    const { name, isOneWay } = service;
    const net = { kind: "net", target: hostId, service: name, isOneWay } as const;
    if (agenda.has(net))
      agenda.propose(
        { kind: "exec", host: hostId, level },
        {
          premises: [net, fact],
          action: { kind: "login", host: hostId, credential: credential.id, service: name },
        },
      );
  }
  for (const store of credential.opens) {
    const exposed = { kind: "exposed", store } as const;
    if (agenda.has(exposed))
      agenda.propose({ kind: "risk", store, access: "read" }, { premises: [exposed, fact] });
  }
}

function serviceReached(run: Run, fact: FactOf<"net">): void {
  const { agenda, index } = run;
  const { target, service, isOneWay } = fact;
  tryHits(run, target);
  for (const { credential, service: asked, level } of index.loginsOn(target)) {
    const cred = { kind: "cred", credential: credential.id } as const;
    if (asked.name !== service || asked.isOneWay !== isOneWay || !agenda.has(cred)) continue;
    agenda.propose(
      { kind: "exec", host: target, level },
      { premises: [fact, cred], action: { kind: "login", host: target, credential: credential.id, service } },
    );
  }
  if (index.store(target)) agenda.propose({ kind: "exposed", store: target }, { premises: [fact] });
  for (const id of [target, ...index.storesOn(target).map((store) => store.id)]) exfiltrated(run, id);
}

function roleTaken(run: Run, fact: FactOf<"role">): void {
  const { agenda, index } = run;
  const role = index.role(fact.role);
  if (!role) return;
  const premises = [fact];
  for (const other of role.assumes) agenda.propose({ kind: "role", role: other }, { premises });
  for (const host of role.commands)
    if (index.host(host)?.runs)
      agenda.propose(
        { kind: "exec", host, level: "root" },
        { premises, action: { kind: "command", host, role: role.id } },
      );
  for (const store of role.reads) {
    agenda.propose({ kind: "risk", store, access: "read" }, { premises });
    agenda.propose({ kind: "exfil", store }, { premises });
  }
  for (const store of role.writes) agenda.propose({ kind: "risk", store, access: "write" }, { premises });
}

import type { Run } from "./derive";
import type { FactOf } from "./derived-fact";
import type { Service } from "./facts";
import type { AttackSource, BalancedArrival, ReachAnswer } from "./reach";

/** Where a place that has fallen gets to: by addresses, and through load balancers. Clause: SEC-6. */
export function reachFrom(run: Run, fact: FactOf<"from">): void {
  const { agenda, reach } = run;
  const source: AttackSource = run.sources.get(fact.place) ?? { kind: "host", id: fact.place };
  const kind = reach.kindOf(source);
  // What the first of a kind did not get to, the others get to only where it is their own.
  const own = [fact.place, ...run.index.storesOn(fact.place).map(({ id }) => id)];
  const leftOut = run.counts === "proved" ? reach.leftOut() : null;
  if (leftOut !== null) run.missing.add(leftOut);
  // Where no more is asked, nothing that costs a question comes to be proved.
  const targetIds = run.askedKinds.has(kind) || leftOut !== null ? own : [...run.open.keys()];
  run.askedKinds.add(kind);
  for (const targetId of targetIds) {
    const services = run.open.get(targetId) ?? [];
    const left: Service[] = [];
    for (const service of services) {
      const net = {
        kind: "net",
        target: targetId,
        service: service.name,
        isOneWay: service.isOneWay,
      } as const;
      if (agenda.has(net)) continue;
      if (isCounted(run, reach.direct(source, targetId, service))) agenda.propose(net, { premises: [fact] });
      // Whoever comes later comes at no lower cost, so one way is enough.
      else left.push(service);
    }
    if (left.length > 0) run.open.set(targetId, left);
    else run.open.delete(targetId);
  }
  if (leftOut === null) reachBalanced(run, fact, source);
}

/** Where it gets to through load balancers. */
function reachBalanced(run: Run, fact: FactOf<"from">, source: AttackSource): void {
  const { agenda, reach } = run;
  const { arrivals, undecidedHostIds, missing } = reach.balanced(source);
  for (const text of missing) run.missing.add(text);
  for (const arrival of arrivals)
    for (const { id, service } of targetsAt(run, arrival))
      agenda.propose(
        { kind: "net", target: id, service: service.name, isOneWay: service.isOneWay },
        { premises: [fact], through: { balancerId: arrival.balancerId, port: arrival.port } },
      );
  if (run.counts === "proved") return;
  // Which port it would arrive at is as open as whether it arrives.
  for (const { id, service } of undecidedHostIds.flatMap((hostId) => openAt(run, hostId)))
    agenda.propose(
      { kind: "net", target: id, service: service.name, isOneWay: service.isOneWay },
      { premises: [fact] },
    );
}

/** Whether an answer counts as yes in this derivation; what would decide it is kept. */
export function isCounted(run: Run, { verdict, missing }: ReachAnswer): boolean {
  if (verdict === "unknown") for (const text of missing) run.missing.add(text);
  return verdict === "yes" || (verdict === "unknown" && run.counts === "possible");
}

/** What of it waits at the port that a load balancer sends to. */
function targetsAt(run: Run, { hostId, protocol, targetPort }: BalancedArrival) {
  return openAt(run, hostId).filter(
    ({ service }) => service.protocol === protocol && (service.port ?? targetPort) === targetPort,
  );
}

/** What still waits to be reached on a host: its own services, and its stores'. */
function openAt({ open, index }: Run, hostId: string) {
  const ids = [hostId, ...index.storesOn(hostId).map(({ id }) => id)];
  return ids.flatMap((id) => (open.get(id) ?? []).map((service) => ({ id, service })));
}

import { type DerivedFact, factKey, type Reason } from "./derived-fact";
import { compareRanks, type PathRank, type RankedAction } from "./path-rank";

/** A fact that holds, with the cheapest way to it that was found. */
export interface Derivation {
  readonly fact: DerivedFact;
  readonly reason: Reason;
  /** Place in the order in which facts were settled: everything it follows from has a smaller one. */
  readonly order: number;
  readonly rank: PathRank;
}

interface Proposal extends Omit<Derivation, "order"> {
  readonly key: string;
}

/**
 * Facts in the order of their rank, cheapest first (Knuth's generalised Dijkstra): a fact is settled once, when it
 * comes up, and by then all that is cheaper has been. A way that needs several facts costs the actions of all of
 * them, each counted once.
 */
export class Agenda {
  readonly settled = new Map<string, Derivation>();
  private readonly heap: Proposal[] = [];
  private readonly best = new Map<string, PathRank>();

  constructor(private readonly rankOf: (actions: readonly RankedAction[]) => PathRank) {}

  has(fact: DerivedFact): boolean {
    return this.settled.has(factKey(fact));
  }

  /** Says that a fact follows from facts that are settled. Does nothing where a cheaper way is known. */
  propose(fact: DerivedFact, reason: Reason): void {
    const key = factKey(fact);
    if (this.settled.has(key)) return;
    const actions = new Map<string, RankedAction>();
    for (const premise of reason.premises)
      for (const action of this.settled.get(factKey(premise))?.rank.actions ?? [])
        actions.set(action.key, action);
    if (reason.action) {
      const action = { key: JSON.stringify(Object.values(reason.action)), action: reason.action };
      actions.set(action.key, action);
    }
    const rank = this.rankOf([...actions.values()]);
    const known = this.best.get(key);
    if (known && compareRanks(known, rank) <= 0) return;
    this.best.set(key, rank);
    this.push({ fact, key, reason, rank });
  }

  /** Settles the cheapest fact that is not settled yet; undefined when nothing follows any more. */
  next(): Derivation | undefined {
    for (let first = this.pop(); first; first = this.pop()) {
      if (this.settled.has(first.key)) continue;
      const { fact, reason, rank } = first;
      const derivation = { fact, reason, rank, order: this.settled.size };
      this.settled.set(first.key, derivation);
      return derivation;
    }
    return undefined;
  }

  private push(proposal: Proposal): void {
    const { heap } = this;
    heap.push(proposal);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  private pop(): Proposal | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      const child = 2 * at + 1;
      const smaller = child + 1 < heap.length && this.isBefore(child + 1, child) ? child + 1 : child;
      if (smaller >= heap.length || !this.isBefore(smaller, at)) break;
      this.swap(smaller, at);
      at = smaller;
    }
    return first;
  }

  /** Ties go by the facts' own order, so that equal inputs are settled in equal order. */
  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (!one || !other) return false;
    const difference = compareRanks(one.rank, other.rank);
    return difference !== 0 ? difference < 0 : one.key < other.key;
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (!one || !other) return;
    this.heap[a] = other;
    this.heap[b] = one;
  }
}

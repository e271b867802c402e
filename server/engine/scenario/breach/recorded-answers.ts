import type { ConfigurationIndex } from "../../configuration";
import type { Trace } from "../../semantics";
import { touchedFrom } from "../outage/touched";

/** Keeps, for each answer, everything whose failure could change it. */
export class RecordedAnswers {
  private readonly keysThrough = new Map<string, string[]>();
  private readonly keysAt = new Map<string, { key: string; endId: string }[]>();
  private readonly closures = new Map<string, readonly string[]>();
  private met = new Set<string>();

  constructor(private readonly index: ConfigurationIndex) {}

  /** Notes what a flow met that is followed for the answer of which `recorded` is about. */
  note({ branches, forward, return: back }: Trace): void {
    const hops = branches.flatMap((branch) => [...branch.forward, ...branch.return]);
    for (const { element } of [...hops, ...forward, ...back]) this.met.add(element.id);
  }

  /** Finds an answer about these hosts, which rests on these others too, and keeps what it rests on. */
  recorded<T>(key: string, endIds: readonly string[], otherIds: readonly string[], ask: () => T): T {
    this.met = new Set([...endIds, ...otherIds]);
    const answer = ask();
    const ownedBy = new Map(endIds.flatMap((endId) => this.partsOf(endId).map((id) => [id, endId] as const)));
    for (const id of new Set([...this.met].flatMap((each) => this.closureOf(each)))) {
      const endId = ownedBy.get(id);
      if (endId === undefined) push(this.keysThrough, id, key);
      else push(this.keysAt, id, { key, endId });
    }
    return answer;
  }

  /**
   * The answers that these, down, could change for anybody who is left: what is asked about a host that is gone matters
   * to nobody, unless it was asked for others too.
   */
  keysTouchedBy(ids: Iterable<string>, isGone: (endId: string) => boolean): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const id of ids) {
      for (const key of this.keysThrough.get(id) ?? []) touched.add(key);
      for (const { key, endId } of this.keysAt.get(id) ?? []) if (!isGone(endId)) touched.add(key);
    }
    return touched;
  }

  /** The host itself and its interfaces. */
  private partsOf(id: string): readonly string[] {
    return [id, ...this.index.interfacesOfInstance(id).map((nic) => nic.id)];
  }

  private closureOf(id: string): readonly string[] {
    const known = this.closures.get(id) ?? [...touchedFrom(this.index, [id])];
    this.closures.set(id, known);
    return known;
  }
}

function push<T>(map: Map<string, T[]>, id: string, item: T): void {
  const list = map.get(id);
  if (list) list.push(item);
  else map.set(id, [item]);
}

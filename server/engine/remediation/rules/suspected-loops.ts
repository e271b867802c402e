/** One time at which a rule spoke up, whether or not its limits held it back. */
export interface RuleFiring {
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly atMs: number;
  readonly change: "opened" | "reopened";
  /** Its plan was carried out. */
  readonly acted: boolean;
  /** What the plan touched. */
  readonly touchedIds: readonly string[];
}

/** Rules that seem to undo each other's work. */
export interface SuspectedLoop {
  /** Sorted; two or more. */
  readonly ruleIds: readonly string[];
  /** The alerts that came back, sorted. */
  readonly fingerprints: readonly string[];
}

/**
 * Rules of which one seems to bring back what the other cured: a rule acted on an alert, another rule acted then, and
 * the alert came back. Of several that acted in between, those that touched the same things are named, where there
 * are any. A suspicion, not a proof: limits stop such rules, and their owners are told.
 *
 * @param firings  of all rules, in any order
 */
export function suspectedLoops(firings: readonly RuleFiring[]): readonly SuspectedLoop[] {
  const inOrder = firings.toSorted((a, b) => a.atMs - b.atMs);
  const loops = new Map<
    string,
    { readonly ruleIds: readonly string[]; readonly fingerprints: Set<string> }
  >();
  for (const [position, back] of inOrder.entries()) {
    if (back.change !== "reopened") continue;
    const earlier = inOrder.slice(0, position);
    const cured = earlier.findLastIndex(
      ({ ruleId, fingerprint, acted }) => acted && ruleId === back.ruleId && fingerprint === back.fingerprint,
    );
    const cure = earlier[cured];
    if (!cure) continue;
    const between = earlier.slice(cured + 1).filter(({ ruleId, acted }) => acted && ruleId !== back.ruleId);
    const near = between.filter(({ touchedIds }) => touchedIds.some((id) => cure.touchedIds.includes(id)));
    for (const { ruleId } of near.length > 0 ? near : between) {
      const ruleIds = [ruleId, back.ruleId].sort();
      const loop = loops.get(ruleIds.join(" ")) ?? { ruleIds, fingerprints: new Set() };
      loops.set(ruleIds.join(" "), loop);
      loop.fingerprints.add(back.fingerprint);
    }
  }
  return [...loops]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { ruleIds, fingerprints }]) => ({ ruleIds, fingerprints: [...fingerprints].sort() }));
}

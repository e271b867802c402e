import * as fc from "fast-check";

/** What rules and entries of one kind of network can be about. */
export interface RuleWords {
  readonly traffic: readonly string[];
  readonly peers: readonly string[];
}

/** A rule for a security group, without its direction in the group. */
export function groupRule({ traffic, peers }: RuleWords, direction: "from" | "to"): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...traffic), fc.constantFrom(...peers))
    .map(([what, who]) => `${what} ${direction} ${who}`);
}

/** An ACL entry with this number. */
export function aclEntry(
  { traffic, peers }: RuleWords,
  ruleNumber: number,
  ...actions: readonly string[]
): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...actions), fc.constantFrom(...traffic), fc.constantFrom(...peers))
    .map(([action, what, who]) => `${ruleNumber} ${action} ${what} ${who}`);
}

/** Most are open, so that most packets get far enough to meet something else. */
export const openOr = <T>(open: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(open) }, { weight: 1, arbitrary: other });

/** The rules of a group in one direction: everything, or a few. */
export const openOrRules = (words: RuleWords, direction: "from" | "to"): fc.Arbitrary<string[]> =>
  openOr(
    [`all ${direction} 0.0.0.0/0`, `all ${direction} ::/0`],
    fc.array(groupRule(words, direction), { minLength: 1, maxLength: 3 }),
  );

/** The entries of an ACL in one direction: everything, or one that may deny before one that allows. */
export const openOrEntries = (words: RuleWords): fc.Arbitrary<string[]> =>
  openOr(
    ["100 allow all 0.0.0.0/0", "101 allow all ::/0"],
    fc.tuple<string[]>(aclEntry(words, 90, "allow", "deny"), aclEntry(words, 100, "allow")),
  );

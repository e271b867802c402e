/** A packet field, or another number of a fixed width in bits, whose value the solver looks for. */
export interface BitVector {
  readonly name: string;
  readonly bits: number;
}

/**
 * A question's condition: over component failures (a variable is true when the component has failed) and over
 * packet fields. This is also the form that compiled circuits have. Formulas may share parts, so they are
 * directed acyclic graphs; what is shared by identity is written once.
 */
export type Formula =
  | { readonly kind: "const"; readonly value: boolean }
  | { readonly kind: "var"; readonly name: string }
  | { readonly kind: "not"; readonly of: Formula }
  | { readonly kind: "and"; readonly of: readonly Formula[] }
  | { readonly kind: "or"; readonly of: readonly Formula[] }
  /** At least `count` of the parts hold; `count` from 1 to their number. */
  | { readonly kind: "atLeast"; readonly count: number; readonly of: readonly Formula[] }
  /** The number lies from `lo` to `hi`, both included. */
  | { readonly kind: "within"; readonly vector: BitVector; readonly lo: bigint; readonly hi: bigint };

export const TRUE: Formula = { kind: "const", value: true };
export const FALSE: Formula = { kind: "const", value: false };

/** A proposition by name; equal names are one variable. */
export function variable(name: string): Formula {
  return { kind: "var", name };
}

/** Negation; twice is nothing. */
export function not(of: Formula): Formula {
  if (of.kind === "const") return of.value ? FALSE : TRUE;
  return of.kind === "not" ? of.of : { kind: "not", of };
}

/** Conjunction; of nothing it is true. */
export function and(of: readonly Formula[]): Formula {
  const rest = of.filter((each) => each !== TRUE);
  if (rest.includes(FALSE)) return FALSE;
  return (rest.length === 1 ? rest[0] : undefined) ?? (rest.length === 0 ? TRUE : { kind: "and", of: rest });
}

/** Disjunction; of nothing it is false. */
export function or(of: readonly Formula[]): Formula {
  const rest = of.filter((each) => each !== FALSE);
  if (rest.includes(TRUE)) return TRUE;
  return (rest.length === 1 ? rest[0] : undefined) ?? (rest.length === 0 ? FALSE : { kind: "or", of: rest });
}

/** At least `count` of the parts hold. */
export function atLeast(count: number, of: readonly Formula[]): Formula {
  if (count <= 0) return TRUE;
  if (count > of.length) return FALSE;
  if (count === 1) return or(of);
  return count === of.length ? and(of) : { kind: "atLeast", count, of };
}

/** At most `count` of the parts hold. */
export function atMost(count: number, of: readonly Formula[]): Formula {
  return not(atLeast(count + 1, of));
}

/** The number lies in one of the ranges, ends included. */
export function within(vector: BitVector, ranges: readonly (readonly [bigint, bigint])[]): Formula {
  const most = (1n << BigInt(vector.bits)) - 1n;
  return or(
    ranges.map(([lo, hi]): Formula => (lo === 0n && hi === most ? TRUE : { kind: "within", vector, lo, hi })),
  );
}

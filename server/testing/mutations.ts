import * as fc from "fast-check";

/** What is done to one place of a JSON value. */
export const VALUE_OPERATIONS = ["delete", "duplicate", "swap", "retype", "number", "text"] as const;
/** What is done to a file's text. */
const TEXT_OPERATIONS = ["truncate", "cut", "repeat", "flip"] as const;
type Operation = (typeof VALUE_OPERATIONS)[number] | (typeof TEXT_OPERATIONS)[number];

/** One mutation. `at` and `other` are fractions of what there is to choose from, so that they fit every input. */
export interface Mutation {
  readonly operation: Operation;
  readonly at: number;
  readonly other: number;
  readonly odd: unknown;
}

const ODD_NUMBERS: readonly unknown[] = [
  -1,
  0,
  1.5,
  65_536,
  4_294_967_296,
  Number.MAX_SAFE_INTEGER + 2,
  1e308,
  -1e308,
];
const ODD_TEXTS: readonly unknown[] = [
  "",
  "__proto__",
  "constructor",
  "\u0000\u0007",
  "\u202e\ud800",
  "../../etc/passwd",
  "<img src=x onerror=alert(1)>",
  "999.999.999.999/99",
  "0.0.0.0/0",
  "::/0",
  "10.0.0.0/-1",
  "-1",
  "1e9",
  "x".repeat(2_000),
  "[".repeat(500),
];
const ODD_TYPES: readonly unknown[] = [null, true, 7, "odd", [], {}, [[[]]], { a: { b: {} } }];

/** Even: `fc.double` would mostly give the smallest ones. */
export const fraction: fc.Arbitrary<number> = fc.nat(999_999).map((part) => part / 1_000_000);

/** Mutations of the given operations, all when none are named. */
export function mutationArbitrary(
  operations: readonly Operation[] = [...VALUE_OPERATIONS, ...TEXT_OPERATIONS],
): fc.Arbitrary<Mutation> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      at: fraction,
      other: fraction,
      odd: fc.constantFrom(
        ...(operation === "number" ? ODD_NUMBERS : operation === "text" ? ODD_TEXTS : ODD_TYPES),
      ),
    }),
  );
}

/** The text after the mutation. A text that is no JSON, or a value without places, is cut instead. */
export function mutate(text: string, mutation: Mutation): string {
  if ((TEXT_OPERATIONS as readonly string[]).includes(mutation.operation)) return mutateText(text, mutation);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return mutateText(text, { ...mutation, operation: "cut" });
  }
  const places = placesOf(value);
  const place = places[Math.floor(mutation.at * places.length)];
  if (place === undefined) return mutateText(text, { ...mutation, operation: "truncate" });
  mutatePlace(place, mutation);
  return JSON.stringify(value);
}

function mutateText(text: string, { operation, at, other, odd }: Mutation): string {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + 1 + Math.floor(other * 200));
  switch (operation) {
    case "truncate":
      return text.slice(0, start);
    case "repeat":
      return text.slice(0, end) + text.slice(start);
    case "flip":
      return (
        text.slice(0, start) + (typeof odd === "string" ? odd : JSON.stringify(odd)) + text.slice(start + 1)
      );
    default:
      return text.slice(0, start) + text.slice(end);
  }
}

type Place =
  | { readonly kind: "entry"; readonly list: unknown[]; readonly index: number }
  | { readonly kind: "attribute"; readonly object: Record<string, unknown>; readonly key: string };

/** Every entry of a list and every attribute of an object, at every depth, in the order of the text. */
function placesOf(value: unknown): Place[] {
  const places: Place[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const [index, each] of next.entries()) {
        places.push({ kind: "entry", list: next, index });
        if (each !== null && each !== undefined) open.push(each);
      }
    } else if (typeof next === "object" && next !== null) {
      for (const [key, each] of Object.entries(next)) {
        places.push({ kind: "attribute", object: next as Record<string, unknown>, key });
        if (each !== null && each !== undefined) open.push(each);
      }
    }
  }
  return places;
}

function mutatePlace(place: Place, { operation, other, odd }: Mutation): void {
  if (place.kind === "entry") {
    const { list, index } = place;
    const mate = Math.floor(other * list.length);
    if (operation === "delete") list.splice(index, 1);
    else if (operation === "duplicate") list.splice(mate, 0, structuredClone(list[index]));
    else if (operation === "swap") [list[index], list[mate]] = [list[mate], list[index]];
    else list[index] = odd;
    return;
  }
  const { object, key } = place;
  const keys = Object.keys(object);
  const mate = keys[Math.floor(other * keys.length)] ?? key;
  if (operation === "delete") delete object[key];
  else if (operation === "duplicate") object[`${key}2`] = structuredClone(object[key]);
  else if (operation === "swap") [object[key], object[mate]] = [object[mate], object[key]];
  else set(object, key, odd);
}

/** Sets an own attribute whatever its name, as JSON text can. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

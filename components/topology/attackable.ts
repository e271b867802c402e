import type { Element } from "../../server/engine/configuration";

/** What "simulate compromise" means for an element: the reference where the attack begins, or why there is none. */
type Attackable =
  | { readonly kind: "start"; readonly verb: "compromise" | "insider"; readonly from: string }
  | { readonly kind: "not"; readonly why: string };

/** The attack that a click on "Simulate compromise" supposes. */
export function attackable(element: Element | null): Attackable {
  if (element === null) return { kind: "not", why: "a group is not taken over; choose one resource in it" };
  switch (element.kind) {
    case "instance":
    case "networkInterface":
      return { kind: "start", verb: "compromise", from: element.id };
    case "subnet":
      return { kind: "start", verb: "insider", from: element.id };
    case "databaseInstance":
    case "dataStore":
      return {
        kind: "not",
        why: "an attack goes on from hosts; simulate one from a host, then suppose a bug here",
      };
    default:
      return { kind: "not", why: "an attack starts on a host or inside a subnet" };
  }
}

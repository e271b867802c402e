import type { ConfigurationIndex } from "../../configuration";
import { formatAddress, parsePrefix, prefixRange } from "../../net";
import { or } from "../formula";
import { numberOf, type SolverAnswer, type SolverQuestion, solverQuestion } from "../question";
import { Encoding } from "./encoding";
import { addressField } from "./packet";
import { prefixRoutes, takeRoute, targetId } from "./routes";

/** What a subnet's table is said to do: send a part of a destination to a target. */
export interface RouteClaim {
  readonly subnetId: string;
  /** Prefixes or prefix list ids, as the table writes them. */
  readonly destinations: readonly string[];
  readonly targetId: string;
}

/** One destination of a claim as a number to be found. */
export interface ClaimedChoice {
  readonly claim: RouteClaim;
  readonly destination: string;
  readonly field: string;
  readonly family: 4 | 6;
}

/** A question about route choices, or why it cannot be asked. */
export type ChoiceQuestion =
  | {
      readonly kind: "question";
      readonly question: SolverQuestion;
      readonly choices: readonly ClaimedChoice[];
    }
  | { readonly kind: "not-encoded"; readonly reason: string };

/**
 * Asks whether each claim holds for some address: within the destination, and with no longer prefix that takes it
 * elsewhere, the table sends it to the target.
 */
export function choiceQuestion(
  index: ConfigurationIndex,
  claims: readonly RouteClaim[],
  title: string,
): ChoiceQuestion {
  const encoding = new Encoding([]);
  const choices: ClaimedChoice[] = [];
  for (const claim of claims) {
    const table = index.routeTableOf(claim.subnetId);
    if (!table)
      return { kind: "not-encoded", reason: `the route table of ${claim.subnetId} is not in the input` };
    for (const destination of claim.destinations) {
      const prefix = parsePrefix(destination);
      if (!prefix) return { kind: "not-encoded", reason: `prefix list ${destination} as a destination` };
      const { family } = prefix;
      const { routes, unreadLists } = prefixRoutes(index, table, family);
      if (unreadLists.length > 0)
        return { kind: "not-encoded", reason: `prefix list ${unreadLists.join(", ")} is not in the input` };
      const field = `address in ${destination} from ${claim.subnetId}`;
      const set = [prefixRange(prefix)];
      const address = addressField(encoding, field, family, set, `asked: ${field}`);
      const at = encoding.step(`${claim.subnetId} sends it to ${claim.targetId}`);
      encoding.assertions.push({ formula: at, label: `${claim.subnetId} sends ${field} on` });
      const taken = takeRoute(encoding, at, table, routes, { destination: address, others: [] });
      encoding.require(
        at,
        or(taken.filter(({ route }) => targetId(route.target) === claim.targetId).map((each) => each.at)),
        `claimed: it goes to ${claim.targetId}`,
      );
      choices.push({ claim, destination, field, family });
    }
  }
  return { kind: "question", question: solverQuestion(title, encoding.assertions), choices };
}

/** The address of each choice in a model, as text. */
export function foundAddress(
  question: SolverQuestion,
  answer: SolverAnswer,
  { field, family }: ClaimedChoice,
): string {
  return formatAddress({ family, value: numberOf(question, answer, field) });
}

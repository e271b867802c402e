import { assert } from "../../net";
import type { Failure } from "../../semantics";
import { FALSE, type Formula, not, or, variable } from "../formula";
import type { Assertion } from "../question";

/** Labels of what only says where a packet can go on: no rule of the customer's. */
export const WAY = "way: ";

/** More places than this one packet does not pass; what lies behind them is not encoded. */
const MAX_STEPS = 64;

/**
 * Collects what a packet must fulfil to get through. Each place is a proposition "the packet gets past here", and each
 * rule says what follows from it, under a label of its own, so that a contradiction names the rules that make it.
 */
export class Encoding {
  readonly assertions: Assertion[] = [];
  /** Ways out of what is encoded: propositions with what lies there, in words. */
  readonly escapes: { readonly name: string; readonly reason: string }[] = [];
  private readonly supposed: ReadonlySet<string>;
  private readonly known = new Set<string>();
  private stepCount = 0;

  constructor(failures: readonly Failure[]) {
    this.supposed = new Set(failures.map(failureName));
  }

  /** A new place; `text` says which. */
  step(text: string): Formula {
    this.stepCount++;
    return variable(`step ${this.stepCount}: ${text}`);
  }

  get isTooLong(): boolean {
    return this.stepCount > MAX_STEPS;
  }

  /** Who gets past `at` fulfils `condition`. */
  require(at: Formula, condition: Formula, label: string): void {
    this.assertions.push({ formula: or([not(at), condition]), label });
  }

  /** Nobody gets past `at`. */
  forbid(at: Formula, label: string): undefined {
    this.require(at, FALSE, label);
  }

  /** What lies behind `at` is not encoded: a packet that comes here may or may not get through. */
  escape(at: Formula, reason: string): undefined {
    const name = `not encoded ${this.escapes.length + 1}: ${reason}`;
    this.escapes.push({ name, reason });
    this.require(at, variable(name), `beyond here is not encoded: ${reason}`);
  }

  /** Who gets past `at` needs this component. `mode`: what its failure is. */
  needs(at: Formula, failure: Failure): void {
    this.require(at, not(this.failed(failure)), `needs ${failure.kind} ${failure.id}`);
  }

  /** The proposition that a component has failed, with whether that is supposed. */
  failed(failure: Failure): Formula {
    const name = failureName(failure);
    const failed = variable(name);
    if (!this.known.has(name)) {
      this.known.add(name);
      const isSupposed = this.supposed.has(name);
      this.assertions.push({
        formula: isSupposed ? failed : not(failed),
        label: isSupposed ? `supposed: ${name}` : `not supposed: ${name}`,
      });
    }
    return failed;
  }

  /** The condition under which a route that can be withdrawn is there. */
  isThere(tableId: string, destination: string): Formula {
    return not(this.failed({ kind: "routeTable", id: tableId, mode: "withdrawn", route: destination }));
  }
}

function failureName({ kind, id, mode, route }: Failure): string {
  assert(mode !== "withdrawn" || route !== undefined, "a withdrawn route has a destination");
  return `${mode} ${kind} ${id}${route === undefined ? "" : ` ${route}`}`;
}

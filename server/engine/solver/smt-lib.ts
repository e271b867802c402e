import { assert, unreachable } from "../net";
import type { Formula } from "./formula";
import type { Assertion, Meaning } from "./question";

/** Everything but this would end a symbol, or let a name from the customer write into the text. */
const UNSAFE = /[^A-Za-z0-9 ~!@$%^&*_+=<>.?/,:;()[\]{}-]/g;
const NAME_LIMIT = 160;

/**
 * Writes assertions as SMT-LIB 2.6. Counting is written as Boolean definitions (a sequential counter), which every
 * solver understands, instead of one solver's own words. The cost is linear in the formula, and for `atLeast`
 * in the parts times the count.
 */
export function writeSmtLib(title: string, assertions: readonly Assertion[]) {
  const writer = new Writer();
  const body = assertions.map(({ formula, label }) => writer.assertion(formula, label));
  const isNamed = writer.labels.length > 0;
  const lines = [
    `; ${title.replaceAll(UNSAFE, "_")}`,
    "(set-option :produce-models true)",
    ...(isNamed ? ["(set-option :produce-unsat-cores true)"] : []),
    `(set-logic ${writer.hasNumbers ? "QF_BV" : "QF_UF"})`,
    ...writer.declarations,
    ...body.flat(),
    "(check-sat)",
    "",
  ];
  return { text: lines.join("\n"), variables: writer.variables, labels: writer.labels };
}

/** Holds the names that are given out while one question is written. */
class Writer {
  readonly variables: Meaning[] = [];
  readonly labels: Meaning[] = [];
  readonly declarations: string[] = [];
  hasNumbers = false;
  private readonly symbols = new Map<string, string>();
  private readonly taken = new Set<string>();
  /** Formulas that were written under a name. */
  private readonly written = new Map<Formula, string>();
  private definitions: string[] = [];
  private definitionCount = 0;

  assertion(formula: Formula, label: string | undefined): string[] {
    this.definitions = [];
    this.nameShared(formula);
    const text = this.write(formula);
    const asserted = label === undefined ? text : `(! ${text} :named ${this.label(label)})`;
    return [...this.definitions, `(assert ${asserted})`];
  }

  private label(text: string): string {
    // The number keeps labels apart from each other and from variables.
    const symbol = this.fresh(`${this.labels.length + 1}: ${text}`);
    this.labels.push({ symbol, text });
    return `|${symbol}|`;
  }

  private write(formula: Formula): string {
    const known = this.written.get(formula);
    if (known !== undefined) return known;
    switch (formula.kind) {
      case "const":
        return String(formula.value);
      case "var":
        return this.variable(formula.name, "Bool");
      case "not":
        return `(not ${this.write(formula.of)})`;
      case "and":
      case "or":
        return `(${formula.kind} ${formula.of.map((each) => this.write(each)).join(" ")})`;
      case "atLeast":
        return this.counter(formula.count, formula.of);
      case "within":
        return this.range(formula);
      default:
        return unreachable(formula);
    }
  }

  /** `reached[j]`: among the parts so far at least j hold. One definition per part and count. */
  private counter(count: number, parts: readonly Formula[]): string {
    let reached: string[] = ["true", ...Array<string>(count).fill("false")];
    for (const part of parts) {
      const here = this.write(part);
      reached = reached.map((before, j) => {
        const oneLess = reached[j - 1];
        if (oneLess === undefined || (before === "false" && oneLess === "false")) return before;
        const both = oneLess === "true" ? here : `(and ${here} ${oneLess})`;
        return this.define(before === "false" ? both : `(or ${before} ${both})`);
      });
    }
    const result = reached[count];
    assert(result !== undefined, "the counter has a place for the count");
    return result;
  }

  private range({ vector, lo, hi }: Extract<Formula, { kind: "within" }>): string {
    const { name, bits } = vector;
    this.hasNumbers = true;
    const symbol = this.variable(name, `(_ BitVec ${bits})`);
    const number = (value: bigint) => `(_ bv${value} ${bits})`;
    if (lo === hi) return `(= ${symbol} ${number(lo)})`;
    const most = (1n << BigInt(bits)) - 1n;
    const lower = lo === 0n ? [] : [`(bvule ${number(lo)} ${symbol})`];
    const upper = hi === most ? [] : [`(bvule ${symbol} ${number(hi)})`];
    const both = [...lower, ...upper];
    return both.length === 1 ? both.join("") : `(and ${both.join(" ")})`;
  }

  private variable(name: string, sort: string): string {
    const known = this.symbols.get(name);
    if (known !== undefined) return known;
    const symbol = this.fresh(name);
    this.variables.push({ symbol, text: name });
    this.declarations.push(`(declare-const |${symbol}| ${sort})`);
    this.symbols.set(name, `|${symbol}|`);
    return `|${symbol}|`;
  }

  private fresh(text: string): string {
    const safe = text.replaceAll("→", "->").replaceAll(UNSAFE, "_").slice(0, NAME_LIMIT);
    // With a space in it, a symbol is none of the language's own words: `true`, `and`, `_`.
    const clean = safe.includes(" ") ? safe : `x ${safe}`;
    let symbol = clean;
    for (let copy = 2; this.taken.has(symbol); copy++) symbol = `${clean} ~${copy}`;
    this.taken.add(symbol);
    return symbol;
  }

  private define(text: string): string {
    this.definitionCount++;
    const symbol = this.fresh(`d${this.definitionCount}`);
    this.definitions.push(`(define-fun |${symbol}| () Bool ${text})`);
    return `|${symbol}|`;
  }

  /** Gives names to parts that occur more than once, so that a shared part is not written out again and again. */
  private nameShared(root: Formula): void {
    const seen = new Set<Formula>();
    const shared: Formula[] = [];
    const visit = (formula: Formula) => {
      if (formula.kind === "const" || formula.kind === "var" || formula.kind === "within") return;
      if (seen.has(formula)) {
        if (!shared.includes(formula)) shared.push(formula);
        return;
      }
      seen.add(formula);
      for (const part of formula.kind === "not" ? [formula.of] : formula.of) visit(part);
    };
    visit(root);
    for (const formula of shared)
      if (!this.written.has(formula)) this.written.set(formula, this.define(this.write(formula)));
  }
}

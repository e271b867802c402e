/** Where a JSON text first goes wrong, in words that never quote it. */
export interface JsonError {
  readonly offset: number;
  readonly message: string;
}

type Expected = "value" | "value-or-close" | "key" | "key-or-close" | "colon" | "comma-or-close" | "end";

const WORDS: Record<Expected, string> = {
  value: "a value is missing here",
  "value-or-close": "a value or `]` is missing here",
  key: "a quoted name is missing here",
  "key-or-close": "a quoted name or `}` is missing here",
  colon: "`:` is missing here",
  "comma-or-close": "`,` or a closing bracket is missing here",
  end: "something follows the end of the value here",
};

/**
 * Finds the first error of a text that `JSON.parse` refused; `undefined` when there is none. Walks the text
 * once with a stack of its own, so that depth does not matter.
 */
export function firstJsonError(text: string): JsonError | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = 0;
  const afterValue = (): Expected => (open.length === 0 ? "end" : "comma-or-close");
  for (;;) {
    at = skipSpace(text, at);
    const char = text[at];
    if (char === undefined) {
      if (expected === "end") return undefined;
      return { offset: at, message: "the text ends too early, it is truncated" };
    }
    const closes = char === "}" ? "{" : char === "]" ? "[" : undefined;
    if (closes !== undefined && open.at(-1) === closes && mayClose(expected)) {
      open.pop();
      expected = afterValue();
      at += 1;
    } else if (expected === "value" || expected === "value-or-close") {
      if (char === "{" || char === "[") {
        open.push(char);
        expected = char === "{" ? "key-or-close" : "value-or-close";
        at += 1;
        continue;
      }
      const end = endOfScalar(text, at);
      if (typeof end !== "number") return end ?? { offset: at, message: WORDS[expected] };
      expected = afterValue();
      at = end;
    } else if ((expected === "key" || expected === "key-or-close") && char === '"') {
      const end = endOfString(text, at);
      if (typeof end !== "number") return end;
      expected = "colon";
      at = end;
    } else if (expected === "colon" && char === ":") {
      expected = "value";
      at += 1;
    } else if (expected === "comma-or-close" && char === ",") {
      expected = open.at(-1) === "{" ? "key" : "value";
      at += 1;
    } else return { offset: at, message: WORDS[expected] };
  }
}

function mayClose(expected: Expected): boolean {
  return expected === "comma-or-close" || expected === "key-or-close" || expected === "value-or-close";
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\n\r".includes(text.charAt(at))) at += 1;
  return at;
}

function endOfScalar(text: string, at: number): number | JsonError | undefined {
  if (text[at] === '"') return endOfString(text, at);
  for (const word of ["true", "false", "null"]) if (text.startsWith(word, at)) return at + word.length;
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  number.lastIndex = at;
  const match = number.exec(text);
  return match === null ? undefined : at + match[0].length;
}

function endOfString(text: string, start: number): number | JsonError {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i + 1;
    if (code < 0x20) return { offset: i, message: "a control character stands inside a string" };
    if (code !== 0x5c) continue;
    const escaped = text[i + 1] ?? "";
    if (
      escaped === "u"
        ? !/^[0-9a-fA-F]{4}$/.test(text.slice(i + 2, i + 6))
        : !'"\\/bfnrt'.includes(escaped) || escaped === ""
    )
      return i + 1 >= text.length
        ? { offset: text.length, message: "the text ends too early, it is truncated" }
        : { offset: i, message: "a string holds a wrong escape" };
    i += 1;
  }
  return { offset: text.length, message: "the text ends inside a string, it is truncated" };
}

/** A word of a POSIX shell that stands for exactly this text, whatever is in it. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A string of Terraform's language that stands for exactly this text: nothing in it is a template. */
export function terraformString(text: string): string {
  // A function, for in a replacement text `$$` stands for one `$`. More signs before a brace are written as codes,
  // so that nobody has to know how a row of them is read.
  const literal = (sign: string, code: string) => (found: string) =>
    `${code.repeat(found.length - 2)}${sign}${sign}{`;
  // JSON leaves two line ends as they are. Terraform does too, but a reader need not see two lines.
  return JSON.stringify(text)
    .replaceAll(/\$+\{/g, literal("$", "\\u0024"))
    .replaceAll(/%+\{/g, literal("%", "\\u0025"))
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** Text for a comment: one line, without control characters. */
export function commentText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, " ");
}

/** A name for something of our own in Terraform or a shell, made of an id: letters, digits and `_`. */
export function identifier(text: string): string {
  const clean = text.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");
  return /^[A-Za-z]/.test(clean) ? clean : `r_${clean}`;
}

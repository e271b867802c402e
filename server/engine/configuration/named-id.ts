import type { ConfigurationIndex } from "./configuration-index";

/** A resource inside a sentence of ours: its id in backticks, then its name in parentheses where it has one of its own. */
export function namedId(index: Pick<ConfigurationIndex, "find">, id: string): string {
  const name = index.find(id)?.name;
  return name === undefined || name === id ? `\`${id}\`` : `\`${id}\` (${name})`;
}

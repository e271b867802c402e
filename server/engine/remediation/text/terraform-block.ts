import { identifier, terraformString } from "./quote";

/** How a resource is written: as a reference where the changes make it, else by its id. */
export type Ref = (id: string) => string;
export type Argument = readonly [name: string, value: string | number | undefined];

/** The name of what a change makes. */
export function label({ id }: { readonly id: string }): string {
  return identifier(id);
}

/** The tag that names it. */
export function nameTag(name: string): string {
  return `{ Name = ${terraformString(name)} }`;
}

/** A resource block under a name made of any text. */
export function resource(type: string, name: string, list: readonly Argument[]): string {
  return block(type, identifier(name), list);
}

/** A resource block; arguments without a value are left out. */
export function block(type: string, name: string, list: readonly Argument[]): string {
  const present = list.filter(([, value]) => value !== undefined);
  const width = Math.max(...present.map(([each]) => each.length));
  return [
    `resource "${type}" "${name}" {`,
    ...present.map(([each, value]) => `  ${each.padEnd(width)} = ${value}`),
    "}",
  ].join("\n");
}

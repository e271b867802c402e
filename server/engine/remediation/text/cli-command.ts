import { identifier } from "./quote";

/** How an id is written in a command: the shell variable of what the changes make, else itself. */
export type Ref = (id: string) => string;
export type Options = readonly (readonly [option: string, value?: string])[];
/** Writes a command of a service of the provider, with the region that a change is about. */
export type Run = (command: string, options: Options, service?: string) => string;

/** The tag that names what a command makes. */
export function nameTag(name: string) {
  return { Key: "Name", Value: name };
}

/** A shell variable for something that is made or looked up. */
export function variable(id: string): string {
  return identifier(id).toUpperCase();
}

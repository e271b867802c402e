import type { ParseArgsConfig } from "node:util";
import type { LocalNetwork, LocalPorts } from "../application/local-analysis";

/** What a command has to say: one answer in two forms. */
export interface CommandResult {
  /** Printed with `--json`, under `schemaVersion`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Printed without. */
  readonly text: string;
  /** Answered, and something is wrong: exit code 2. */
  readonly isWrong: boolean;
}

/** Values of the options of one command, as `parseArgs` gives them. */
export type OptionValues = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

export interface CommandContext {
  readonly ports: LocalPorts;
  readonly local: LocalNetwork;
  /** Of a command that takes several CONFIGs: those after the first, in order. */
  readonly others: readonly LocalNetwork[];
  readonly values: OptionValues;
  /** For people who wait; goes to standard error. */
  readonly progress: (text: string) => void;
}

/** One command of `umbra`. Every one takes a CONFIG, or as many as it names. */
export interface Command {
  readonly name: string;
  /** One line of the list of commands. */
  readonly summary: string;
  /** What follows the command's name. */
  readonly usage: string;
  /** The names of the CONFIGs it takes, in order; absent: one. */
  readonly configs?: readonly string[];
  /** Its options beside the common ones: the line of help for each. */
  readonly help: readonly (readonly [option: string, text: string])[];
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  readonly run: (context: CommandContext) => CommandResult | Promise<CommandResult>;
}

/** A command line that cannot be understood; the message says what to write. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

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

/** What every command says of itself. */
interface CommandWords {
  readonly name: string;
  /** One line of the list of commands. */
  readonly summary: string;
  /** What follows the command's name. */
  readonly usage: string;
  /** Its options beside the common ones: the line of help for each. */
  readonly help: readonly (readonly [option: string, text: string])[];
  readonly options: NonNullable<ParseArgsConfig["options"]>;
}

/** A command that asks about a network: it takes a CONFIG, or as many as it names. */
export interface Command extends CommandWords {
  /** The names of the CONFIGs it takes, in order; absent: one. */
  readonly configs?: readonly string[];
  readonly run: (context: CommandContext) => CommandResult | Promise<CommandResult>;
}

/** A command that asks about files which are no network; it takes one or more of them. */
export interface FilesCommand extends CommandWords {
  readonly takes: "files";
  readonly run: (
    context: Pick<CommandContext, "ports" | "values"> & { readonly paths: readonly string[] },
  ) => Promise<CommandResult>;
}

/** One command of `umbra`. */
export type AnyCommand = Command | FilesCommand;

/** A command line that cannot be understood; the message says what to write. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

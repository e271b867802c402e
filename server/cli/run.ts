import { parseArgs } from "node:util";
import {
  isReferenceFailure,
  type LocalNetwork,
  type LocalPorts,
  openLocal,
  type ReferenceFailure,
} from "../application/local-analysis";
import { Failure } from "../application/ports/failure";
import { assert } from "../engine/net";
import { type AnyCommand, type Command, type CommandResult, type OptionValues, UsageError } from "./command";
import { analyzeCommand } from "./commands/analyze";
import { anomaliesCommand } from "./commands/anomalies";
import { breachCommand } from "./commands/breach";
import { cutsCommand } from "./commands/cuts";
import { diffCommand } from "./commands/diff";
import { eventsCommand } from "./commands/events";
import { exposureCommand } from "./commands/exposure";
import { fixCommand } from "./commands/fix";
import { importCommand } from "./commands/import";
import { intentsCommand } from "./commands/intents";
import { loadCommand } from "./commands/load";
import { reachCommand } from "./commands/reach";
import { traceCommand } from "./commands/trace";
import { whatIfCommand } from "./commands/what-if";
import { textValue } from "./option-values";
import { table } from "./print/table";
import { elementText, plain } from "./print/words";

const COMMANDS: readonly AnyCommand[] = [
  importCommand,
  traceCommand,
  reachCommand,
  exposureCommand,
  intentsCommand,
  whatIfCommand,
  cutsCommand,
  breachCommand,
  loadCommand,
  analyzeCommand,
  anomaliesCommand,
  diffCommand,
  fixCommand,
  eventsCommand,
];

/** Processes that the same program starts; they are not run from here. */
const PROCESSES = ["agent", "worker", "audit"];

const COMMON_OPTIONS = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  facts: { type: "string" },
  "assume-default-routes": { type: "boolean" },
} as const;

const COMMON_HELP: readonly (readonly [string, string])[] = [
  ["--facts FILE", "declared facts (umbra.json)"],
  ["--assume-default-routes", "supply main route tables where the input carries none"],
  ["--json", "only JSON on standard output"],
  ["--help", "this text"],
];

/** Exit codes: answered and nothing wrong, could not answer, answered and something is wrong. */
export const EXIT = { fine: 0, failed: 1, wrong: 2 } as const;

/** Where a run writes. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether someone watches, so that progress is worth writing. */
  readonly isWatched: boolean;
}

/** Runs one command line and returns the exit code; never throws for anything a user can cause. */
export async function run(args: readonly string[], ports: LocalPorts, output: Output): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    output.out(overview());
    return name === undefined ? EXIT.failed : EXIT.fine;
  }
  const command = COMMANDS.find((each) => each.name === name);
  const isJson = rest.includes("--json");
  try {
    if (!command)
      throw new UsageError(
        `\`${plain(name)}\` is not a command: write ${[...COMMANDS.map((each) => each.name), ...PROCESSES].join(", ")}`,
      );
    return await runCommand(command, rest, ports, output);
  } catch (error) {
    if (error instanceof UsageError)
      return failed(
        output,
        isJson,
        { code: "USAGE", message: error.message },
        command && `umbra ${command.name} --help`,
      );
    if (error instanceof Failure) {
      const { code, message, file, place } = error;
      const candidates = isReferenceFailure(error) ? error.candidates : [];
      return failed(output, isJson, { code, message, file, place, candidates });
    }
    throw error;
  }
}

async function runCommand(
  command: AnyCommand,
  args: readonly string[],
  ports: LocalPorts,
  output: Output,
): Promise<number> {
  const { values, positionals } = parse(command, args);
  if (values.help === true) {
    output.out(helpOf(command));
    return EXIT.fine;
  }
  const result =
    "takes" in command
      ? await command.run({ ports, values, paths: someFiles(positionals) })
      : await runOnNetworks(command, { values, positionals }, ports, output);
  output.out(
    values.json === true ? JSON.stringify({ schemaVersion: 1, ...result.json }, null, 2) : result.text,
  );
  return result.isWrong ? EXIT.wrong : EXIT.fine;
}

function someFiles(positionals: readonly string[]): readonly string[] {
  if (positionals.length === 0) throw new UsageError("FILE is missing: name a file, folder or zip archive");
  return positionals;
}

async function runOnNetworks(
  command: Command,
  { values, positionals }: ReturnType<typeof parse>,
  ports: LocalPorts,
  output: Output,
): Promise<CommandResult> {
  const names = command.configs ?? ["CONFIG"];
  const missing = names[positionals.length];
  if (missing !== undefined)
    throw new UsageError(`${missing} is missing: name a folder, zip archive or file`);
  const extra = positionals[names.length];
  if (extra !== undefined)
    throw new UsageError(`\`${plain(extra)}\` is one argument too many: quote names with spaces`);
  const locals: LocalNetwork[] = [];
  for (const config of positionals)
    locals.push(
      await openLocal(ports, {
        config,
        facts: textValue(values, "facts"),
        assumeDefaultRoutes: values["assume-default-routes"] === true,
      }),
    );
  const [local, ...others] = locals;
  assert(local !== undefined, "such a command takes at least one CONFIG");
  const progress = output.isWatched ? output.error : () => undefined;
  const result = await command.run({ ports, local, others, values, progress });
  // Whoever did not ask for the report still learns that parts of the input could not be read.
  if (command.name !== "import")
    for (const { severity, message, file, place } of locals.flatMap(({ diagnostics }) => diagnostics))
      if (severity === "error")
        output.error(plain(`umbra: ${[file, place, message].filter(Boolean).join(": ")}`));
  return result;
}

function parse(
  command: AnyCommand,
  args: readonly string[],
): { values: OptionValues; positionals: readonly string[] } {
  try {
    const options = { ...COMMON_OPTIONS, ...command.options };
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // `parseArgs` explains itself; its first sentence is enough.
    throw new UsageError(
      error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : "not understood",
    );
  }
}

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly place?: string | undefined;
  readonly candidates?: ReferenceFailure["candidates"];
}

function failed(output: Output, isJson: boolean, fault: Fault, advice?: string): number {
  const { message, file, place, candidates = [] } = fault;
  const where = [file, place].filter((each) => each !== undefined).join(" ");
  output.error(`umbra: ${plain(message)}${where === "" ? "" : ` [${plain(where)}]`}`);
  for (const candidate of candidates) output.error(`  ${candidate.kind} ${elementText(candidate)}`);
  if (advice !== undefined) output.error(`see: ${advice}`);
  if (isJson) output.out(JSON.stringify({ schemaVersion: 1, error: fault }, null, 2));
  return EXIT.failed;
}

function overview(): string {
  return [
    "umbra: what could break a network, from its configuration alone",
    "",
    "umbra COMMAND CONFIG [options]",
    "",
    table(
      COMMANDS.map(({ name, summary }) => [name, summary]),
      "  ",
    ),
    "",
    "umbra worker                works on what is queued, beside a server on PostgreSQL; umbra worker --help says how",
    "umbra audit verify [FILE]   whether the audit is as it was written; umbra audit --help says how",
    "umbra agent [options]       mirrors an account into Umbra, read-only; umbra agent --help says how",
    "umbra executor [options]    carries out what was approved; umbra executor --help says how",
    "",
    "CONFIG is a folder, zip archive or file of recorded Describe* replies, or an export of Umbra.",
    "Exit codes: 0 answered and nothing wrong, 2 answered and something is wrong, 1 could not answer.",
    "umbra COMMAND --help lists the options of a command.",
  ].join("\n");
}

function helpOf(command: AnyCommand): string {
  const { name, usage, summary, help } = command;
  const common = COMMON_HELP.filter(([option]) => !("takes" in command) || /json|help/.test(option));
  return [`umbra ${name} ${usage}`, "", summary, "", table([...help, ...common], "  ")].join("\n");
}

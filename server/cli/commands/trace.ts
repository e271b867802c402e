import { traceLocal } from "../../application/local-analysis";
import type { Trace } from "../../engine/semantics";
import type { Command } from "../command";
import { askedFlow, EVENT_HELP, EVENT_OPTIONS, requiredText, supposedEvents } from "../option-values";
import { few, hopLines } from "../print/hops";
import { elementText, plain } from "../print/words";

export const traceCommand: Command = {
  name: "trace",
  summary: "follow one flow: every hop, the deciding rule, the verdict",
  usage: "CONFIG --from REF --to REF --protocol tcp|udp|icmp|N [--port N]",
  help: [
    [
      "--from REF, --to REF",
      "resource id, ARN, unique name, IP, prefix, internet, app:NAME, gateway, VPC (its router)",
    ],
    ["--protocol P", "tcp, udp, icmp or a number; 0 is the unset protocol"],
    ["--port N", "destination port, or LO-HI; all when absent"],
    ["--client-ports LO-HI", "source ports; chosen by the kind of the sender when absent"],
    ["--icmp T/C", "ICMP type and code; echo request when absent"],
    ["--family 4|6", "IPv4 (default) or IPv6"],
    ["--one-way", "do not ask for the reply"],
    ...EVENT_HELP,
  ],
  options: {
    from: { type: "string" },
    to: { type: "string" },
    protocol: { type: "string" },
    port: { type: "string" },
    family: { type: "string", default: "4" },
    "client-ports": { type: "string" },
    icmp: { type: "string" },
    "one-way": { type: "boolean" },
    ...EVENT_OPTIONS,
  },
  run: ({ local, values }) => {
    const from = requiredText(values, "from", "REF");
    const to = requiredText(values, "to", "REF");
    const question = askedFlow(values);
    const trace = traceLocal(local, { ...supposedEvents(values), from, to, question });
    return {
      json: traceJson(trace),
      text: traceText(trace, `${from} -> ${to}`),
      isWrong: trace.verdict !== "REACHABLE",
    };
  },
};

/** The trace without the hops of every branch: those of the branch that speaks for the verdict are enough. */
function traceJson({
  branches,
  verdict,
  reason,
  awsCode,
  ...trace
}: Trace): Readonly<Record<string, unknown>> {
  return {
    verdict,
    reason,
    ...(awsCode === undefined ? {} : { awsCode }),
    ...trace,
    branches: branches.map(({ forward: _forward, return: _return, ...branch }) => branch),
  };
}

function traceText(trace: Trace, title: string): string {
  const { verdict, reason, awsCode, at, phase, scope, admitted, missing, assumptions } = trace;
  const lines = [`${verdict}  ${plain(title)}`];
  if (reason !== null) {
    const rule = at?.rule === undefined ? "" : `: ${plain(at.rule)}`;
    lines.push(
      `  ${reason}${awsCode === undefined ? "" : ` (AWS: ${awsCode})`} at ${at ? `${at.kind} ${elementText(at)}` : "an unknown place"}${rule}${phase ? `, ${phase}` : ""}`,
    );
  }
  if (scope !== null) lines.push(`  ${scope}, admitted: ${few(admitted)}`);
  for (const text of missing) lines.push(`  missing: ${plain(text)}`);
  lines.push("", "forward", hopLines(trace.forward));
  if (trace.return.length > 0) lines.push("", "return", hopLines(trace.return));
  lines.push(...blockerLines(trace));
  if (assumptions.length > 0) lines.push("", `assumed: ${assumptions.join(", ")}`);
  return lines.join("\n");
}

/** Each set of changes that opens the flow, the smallest first. */
function blockerLines({ blockers, blockersLimit }: Trace): string[] {
  const sets = blockers.filter(({ changes }) => changes.length > 0);
  if (blockers.length === 0) return [];
  if (sets.length === 0) return ["", "no change of settings that Umbra knows would open it"];
  const title = sets.length === 1 ? "this would open it" : `any one of these ${sets.length} would open it`;
  return [
    "",
    title,
    ...sets.flatMap(({ changes }, position) =>
      changes.map((change, at) => `  ${at === 0 ? `${position + 1}.` : "   and"} ${plain(change)}`),
    ),
    ...(blockersLimit === undefined ? [] : [`  ${blockersLimit}`]),
  ];
}

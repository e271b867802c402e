import type { Alert } from "../../server/engine/alert/alert.schema";
import type { Element } from "../../server/engine/configuration";
import type { PortSet } from "../../server/engine/net";
import type { Trace } from "../../server/engine/semantics";
import type { EvidenceHop } from "./evidence-hop";
import { kindLabel } from "./kind-label";
import { ASSUMPTION_WORDS, REASON_WORDS, VERDICT_WORDS } from "./verdict-words";
import { visibleText } from "./visible-text";

/** What was asked, in the words it was asked in. */
export interface AskedTrace {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port?: number | undefined;
}

/** A trace for a ticket or a chat: verdict, every hop with its deciding rule, what is assumed, and the link back. */
export function traceMarkdown(asked: AskedTrace, trace: Trace, permalink: string): string {
  const port = asked.port === undefined ? "" : `/${asked.port}`;
  const why = trace.reason === null ? "" : `: ${REASON_WORDS[trace.reason]}`;
  return document([
    `### ${VERDICT_WORDS[trace.verdict]}: ${markdownText(asked.from)} to ${markdownText(asked.to)}, ${markdownText(asked.protocol)}${port}`,
    trace.at === null ? undefined : `Stops at ${elementText(trace.at)}${ruleText(trace.at.rule)}${why}`,
    ...trace.missing.map((missing) => `Not known: ${markdownText(missing)}`),
    hops("Forward", trace.forward),
    hops("Return", trace.return),
    bullets(
      "What would lift it",
      // One line for each set: all of its changes are needed.
      trace.blockers.flatMap(({ changes }) => (changes.length === 0 ? [] : [changes.join(", and ")])),
    ),
    bullets(
      "Assumed",
      trace.assumptions.map((assumption) => ASSUMPTION_WORDS[assumption]),
    ),
    permalink,
  ]);
}

/** An alert for a ticket: consequence, evidence before and after, whom it touches, what to do, and the link back. */
export function alertMarkdown(
  alert: Omit<Alert, "recommendations"> & {
    readonly recommendations: readonly Alert["recommendations"][number][];
  },
  permalink: string,
): string {
  const { at, before, after } = alert.evidence;
  return document([
    `### ${capitalized(alert.severity)}: ${markdownText(alert.title)}`,
    markdownText(alert.description),
    `Subject: ${elementText(alert.subject)}. Supposed: ${markdownText(alert.scenario)}`,
    hops("Path before", before),
    hops("Path after", after),
    at === null ? undefined : `Where it stops: ${elementText(at)}${ruleText(at.rule)}`,
    bullets("Affected flows", alert.affected.map(flowText)),
    bullets(
      "Recommendations",
      alert.recommendations.map(
        (one) =>
          `${one.title} (${one.verified === null ? "not verified" : "verified by simulation"}): ${one.changes.join("; ")}`,
      ),
    ),
    permalink,
  ]);
}

/** "443", "1024-65535", "any port". */
export function portsText(ports: PortSet): string {
  const parts = ports.map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`));
  return parts.length === 0 || parts.join() === "0-65535" ? "any port" : parts.join(", ");
}

function flowText(flow: Alert["affected"][number]): string {
  const ports = flow.ports.length === 0 ? "" : `/${portsText(flow.ports)}`;
  const origin = flow.origin === null ? "" : `, ${flow.origin}`;
  return `${flow.effect}: ${flow.application}, ${flow.from} to ${flow.to}, ${flow.protocol}${ports}, ${flow.members.length} affected${origin}`;
}

function hops(title: string, list: readonly EvidenceHop[]): string | undefined {
  if (list.length === 0) return undefined;
  const rows = list.map(
    (hop, index) =>
      `${index + 1}. ${elementText(hop.element)}: ${markdownText(hop.action)}${ruleText(hop.rule)}`,
  );
  return `**${title}**\n\n${rows.join("\n")}`;
}

function bullets(title: string, list: readonly string[]): string | undefined {
  if (list.length === 0) return undefined;
  return `**${title}**\n\n${list.map((line) => `- ${markdownText(line)}`).join("\n")}`;
}

function elementText(element: Element): string {
  const name =
    element.name === undefined || element.name === element.id ? "" : `${markdownText(element.name)} `;
  return `${kindLabel(element.kind)} ${name}${markdownCode(element.id)}`;
}

function ruleText(rule: string | undefined): string {
  return rule === undefined ? "" : ` (${markdownCode(rule)})`;
}

/** A code span whose fence is longer than any run of backticks inside, so that no name can end it. */
export function markdownCode(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = value.startsWith("`") || value.endsWith("`") ? " " : "";
  return `${fence}${padding}${visibleText(value)}${padding}${fence}`;
}

/** Names come from the customer's input: whatever Markdown or HTML they hold is shown, not obeyed. */
export function markdownText(value: string): string {
  return visibleText(value).replace(/[\\`*_[\]<>#|~!&]/g, (mark) => `\\${mark}`);
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function document(blocks: readonly (string | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined && block !== "").join("\n\n")}\n`;
}

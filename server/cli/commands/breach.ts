import { breachLocal, type LocalBreach } from "../../application/local-breach";
import { type AsideFinding, findLocal, type LocalFindings } from "../../application/local-findings";
import {
  type AttackStep,
  type AttackUnderFailures,
  type ChokePoints,
  type Compromised,
  type FindingStanding,
  MAX_PATCHES,
  removableText,
  type Start,
} from "../../engine/scenario";
import type { Command } from "../command";
import { FINDINGS_HELP, FINDINGS_OPTIONS, findingsAsk } from "../findings-options";
import { integerValue, listValue, oneOf } from "../option-values";
import { patchLines } from "../print/patch-lines";
import { count, table } from "../print/table";
import { underFailuresLines } from "../print/under-failures-text";
import { elementText, plain } from "../print/words";

export const breachCommand: Command = {
  name: "breach",
  summary: "what an attacker comes to control, step by step, and which data is at risk",
  usage: "CONFIG [--findings FILE]... [--kev FILE] [--epss FILE] [--from REF]... [--bug REF[=tcp/PORT]]...",
  help: [
    ...FINDINGS_HELP,
    [
      "--from REF",
      "where the attack starts: internet (default), a public prefix of the attacker's, a host, a subnet, site:NAME, role:NAME",
    ],
    ["--level user|root", "what the attacker has of a host named by --from (user)"],
    ["--bug REF[=tcp/PORT]", "suppose a bug in this host or store, on one port or on any that is reached"],
    ["--users", "users do what an attack asks of them"],
    ["--exclude CVE", "leave this vulnerability out; may be repeated"],
    ["--under-failures", "what else falls, or no longer does, while one thing is down: each single failure"],
    ["--patches K", "which patches protect most, where only 1 can be made, only 2, up to K"],
    ["--view configured|observed", "take tunnels and targets as healthy, or as recorded (default)"],
  ],
  options: {
    ...FINDINGS_OPTIONS,
    from: { type: "string", multiple: true },
    level: { type: "string", default: "user" },
    bug: { type: "string", multiple: true },
    users: { type: "boolean" },
    exclude: { type: "string", multiple: true },
    patches: { type: "string" },
    "under-failures": { type: "boolean" },
    view: { type: "string", default: "observed" },
  },
  run: async ({ local, ports, values, progress }) => {
    const { facts, ...found } = await findLocal(ports, local, findingsAsk(values));
    const result = await breachLocal(ports, local, facts, {
      from: listValue(values, "from"),
      level: oneOf(values, "level", ["user", "root"] as const),
      bugs: listValue(values, "bug"),
      assumesUserInteraction: values.users === true,
      excluded: listValue(values, "exclude"),
      view: oneOf(values, "view", ["configured", "observed"] as const),
      patchLimit: integerValue(values, "patches", { least: 1, most: MAX_PATCHES }) ?? 0,
      underFailures: values["under-failures"] === true,
      onProgress: (stage, done, total) => {
        if (done === 0 || done % TOLD_EVERY > 0) return;
        const what =
          stage === "places" ? `of at most ${total} places followed` : `of ${total} failures tried`;
        progress(`${done} ${what}`);
      },
    });
    const { counts, methods, notPlaced, settled, reports, lists } = found;
    const scans = { counts, methods, reports, lists };
    return {
      json: { ...result, scans, notPlaced, settled },
      text: [breachText(result), ...scanLines(found)].join("\n"),
      isWrong: isWrong(result),
    };
  },
};

/** Progress is told each time that so many more are done. */
const TOLD_EVERY = 100;

/** All is well only where nothing falls, no data is reached, and nothing is left undecided. */
function isWrong({ blastRadius, underFailures, ...result }: LocalBreach): boolean {
  const { dataReachable, disrupted, undecided, findings } = result;
  const fallen = blastRadius.hostCount + blastRadius.storeCount + blastRadius.roleCount;
  const open = dataReachable.length + disrupted.length + undecided.length;
  return (
    fallen + open > 0 ||
    result.leftOut !== null ||
    (underFailures !== undefined && getsFarther(underFailures)) ||
    findings.some(({ standing }) => standing === "undecided")
  );
}

/** Whether more falls, or may fall, while one thing is down. */
function getsFarther({ changes, leftOut }: AttackUnderFailures): boolean {
  return leftOut !== null || changes.some(({ falls, undecided }) => falls.length + undecided.length > 0);
}

function breachText(result: LocalBreach): string {
  const { starts, blastRadius, compromised, roles, dataAtRisk, dataReachable, disrupted } = result;
  const { hostCount, storeCount, roleCount, depth } = blastRadius;
  const sizes = [count(hostCount, "host"), count(storeCount, "data store"), count(roleCount, "role")];
  const latent = result.findings.filter(({ standing }) => standing === "latent");
  const undecided = result.findings.filter(({ standing }) => standing === "undecided");
  return [
    `from ${starts.map(startText).join(", ")}: ${sizes.join(", ")} ${hostCount + storeCount + roleCount === 1 ? "falls" : "fall"}, in ${count(depth, "step")} at most`,
    ...(result.leftOut === null ? [] : [`not followed to its end: ${plain(result.leftOut)}`]),
    ...part(
      "data at risk",
      dataAtRisk.flatMap((store) => [
        `${elementText(store.element)}  ${store.dataClass ?? "unclassified"}  ${store.access.join(" and ")}${store.leaves ? ", and can be sent out" : ""}`,
        ...chainLines(store.chain),
      ]),
    ),
    ...part(
      "data that can be connected to, without getting at it",
      dataReachable.flatMap(({ element, chain }) => [elementText(element), ...chainLines(chain)]),
    ),
    ...part(
      result.dataAtRisk.length > 0 ? "what keeps the data safe" : "what keeps all of it from falling",
      result.chokePoints ? chokeLines(result.chokePoints) : [],
    ),
    ...part("the same by patches alone", result.patches ? chokeLines(result.patches) : []),
    ...part("the patches that protect most", result.bestPatches ? patchLines(result.bestPatches) : []),
    ...part("while one thing is down", result.underFailures ? underFailuresLines(result.underFailures) : []),
    ...part("hosts that fall", compromised.flatMap(fallenLines)),
    ...part("roles that are taken", roles.flatMap(fallenLines)),
    ...part("hosts that can be put out of service", disrupted.flatMap(fallenLines)),
    ...part(
      "control over the network is lost with",
      result.networkControl.map((role) => plain(role)),
    ),
    ...part("may fall too: it cannot be decided", [
      ...result.undecided.map((element) => `${element.kind} ${elementText(element)}`),
      ...result.missing.map(plain),
    ]),
    ...part("vulnerabilities of which nobody can say what they do", undecided.map(findingLine)),
    ...part("latent vulnerabilities", latent.map(findingLine)),
    ...part("note", result.notes.map(plain)),
  ].join("\n");
}

function chokeLines({ outcome, size, sets, hasMore, doubts, wayCount, trialCount }: ChokePoints) {
  const many = `${sets.length}${hasMore ? " or more" : ""}`;
  const found = `${many} ${sets.length === 1 && !hasMore ? "set" : "sets"} of ${size ?? 0}`;
  const title = {
    smallest: `${found}: taken away, nothing gets there, and no smaller set does it`,
    "best-found": `best found, ${found}: taken away, nothing proved gets there; that none is smaller is not shown`,
    none: "nothing that can be taken away stops it",
    undecided: "no set was found",
  }[outcome];
  return [
    title,
    ...sets.map((set) => `  ${set.map((each) => plain(removableText(each))).join("  and  ")}`),
    ...doubts.map((text) => `  undecided: ${plain(text)}`),
    `  ${count(wayCount, "way")} known, ${count(trialCount, "copy").replace("copys", "copies")} tried`,
  ];
}

const NOT_PLACED_SHOWN = 20;

/** What became of scanners' findings: the numbers add up. */
function scanLines(found: Omit<LocalFindings, "facts" | "placed">): readonly string[] {
  const { counts, methods, notPlaced, settled, reports, lists } = found;
  if (reports.length === 0) return [];
  const by = methods.map(({ method, count: placed }) => `${placed} by ${method}`).join(", ");
  const rest = notPlaced.length - NOT_PLACED_SHOWN;
  return [
    ...part("scanners", [
      `${count(counts.total, "finding")}: ${counts.placed} placed${by === "" ? "" : ` (${by})`}, ${counts.notPlaced} not placed, ${counts.settled} settled`,
      ...reports.map((report) => plain(reportText(report))),
      ...lists.map(({ file, date, count: size }) =>
        plain(`${file}: ${size} entries${date === null ? "" : ` of ${date}`}`),
      ),
    ]),
    ...part("not placed", [
      ...notPlaced.slice(0, NOT_PLACED_SHOWN).map(asideText),
      ...(rest > 0 ? [`... and ${rest} more (--json lists all)`] : []),
    ]),
    ...part("settled", settled.slice(0, NOT_PLACED_SHOWN).map(asideText)),
  ];
}

function reportText({ file, scanner, madeAt, leftOut }: LocalFindings["reports"][number]): string {
  const others = leftOut.map(({ what, count: number }) => `${number} ${what} left out`);
  return [`${file}: ${scanner}${madeAt === undefined ? "" : ` of ${madeAt.slice(0, 10)}`}`, ...others].join(
    ", ",
  );
}

function asideText({ id, band, component, file, why }: AsideFinding): string {
  return plain(`${id}  ${band}${component === null ? "" : `  ${component}`}  ${file}: ${why}`);
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function fallenLines({ element, level, stepCount, chain }: Compromised): readonly string[] {
  const steps = stepCount === 0 ? "the attack starts here" : count(stepCount, "step");
  return [`${elementText(element)}  ${level === null ? "" : `${level}, `}${steps}`, ...chainLines(chain)];
}

function chainLines(chain: readonly AttackStep[]): readonly string[] {
  if (chain.length === 0) return [];
  const rows = chain.map((step, position) => [
    `${position + 1}`,
    step.kind,
    plain(step.by ?? ""),
    `on ${elementText(step.on)}${step.service === null ? "" : ` ${step.service}`}`,
    passageText(step),
  ]);
  return table(rows, "    ").split("\n");
}

/** Where the packets come from, and what lets them pass. */
function passageText({ from, through, rules, routes, aclEntries, weakness }: AttackStep): string {
  const told = [
    ...(from === null
      ? []
      : [`from ${elementText(from)}${through ? ` through ${elementText(through)}` : ""}`]),
    ...(weakness && hasUnknownSeverity(weakness) ? [UNKNOWN_SEVERITY] : []),
    ...(weakness?.isPortAssumed ? ["assumed port"] : []),
    ...(weakness?.knownExploited ? ["known to be exploited"] : []),
    ...(weakness?.exploitProbability === undefined ? [] : [`EPSS ${weakness.exploitProbability}`]),
    ...rules,
    ...routes,
    ...aclEntries,
  ];
  return told.map(plain).join("; ");
}

const UNKNOWN_SEVERITY = "unknown severity";

/** What no scanner and no vector gives a score is not harmless: it is said so, and sorted as high. */
function hasUnknownSeverity({ baseScore, isHypothesis }: FindingStanding["weakness"]): boolean {
  return baseScore === null && !isHypothesis;
}

function findingLine({ host, weakness, why }: FindingStanding): string {
  const place = weakness.service?.name ?? "on the host";
  const severity = hasUnknownSeverity(weakness) ? `  ${UNKNOWN_SEVERITY}` : "";
  return `${elementText(host)}  ${plain(weakness.name)}  ${place}${severity}  ${plain(why ?? "")}`;
}

function startText(start: Start): string {
  switch (start.kind) {
    case "internet":
      return start.prefixes.length > 0 ? `the internet with ${start.prefixes.join(", ")}` : "the internet";
    case "host":
      return `${plain(start.id)} as ${start.level}`;
    case "subnet":
      return `a machine in ${plain(start.id)}`;
    case "site":
    case "role":
      return `${start.kind} ${plain(start.id)}`;
  }
}

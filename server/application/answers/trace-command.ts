import { shellWord } from "../../engine/remediation";
import type { TraceAsk } from "../ports/trace-answers";

/**
 * The question as a command line of `umbra trace`, `CONFIG` standing for the files. Null where the command line has no
 * word for what is supposed: it knows resources that fail, not ones that are removed.
 */
export function traceCommandLine(ask: TraceAsk): string | null {
  const { ports, clientPorts, icmp, failures } = ask;
  if (failures.some(({ mode }) => mode === "deleted")) return null;
  const words = ["umbra", "trace", "CONFIG", "--from", ask.from, "--to", ask.to, "--protocol", ask.protocol];
  if (ports !== undefined) words.push("--port", rangeText(ports));
  if (clientPorts !== undefined) words.push("--client-ports", rangeText(clientPorts));
  if (icmp !== undefined) words.push("--icmp", `${icmp.type}/${icmp.code}`);
  if (ask.family === 6) words.push("--family", "6");
  if (ask.oneWay) words.push("--one-way");
  if (ask.view !== "observed") words.push("--view", ask.view);
  if (ask.horizon !== "T1") words.push("--horizon", ask.horizon);
  for (const { kind, id, mode, route } of failures) {
    if (mode === "withdrawn") words.push("--withdraw", `${id}=${route ?? ""}`);
    else if (mode === "detached") words.push("--detach", id);
    else words.push(mode === "blocked" ? "--block" : "--fail", `${SCHEMES[kind] ?? ""}${id}`);
  }
  return words.map(shellWord).join(" ");
}

/** How a place is told from a resource of the same name. */
const SCHEMES: Readonly<Record<string, string>> = { zone: "az:", region: "region:" };

function rangeText([lo, hi]: readonly [number, number]): string {
  return lo === hi ? String(lo) : `${lo}-${hi}`;
}

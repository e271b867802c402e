import { type LocalLoad, loadLocal } from "../../application/local-load";
import { DEFAULT_THRESHOLD_RATIO } from "../../engine/scenario";
import type { Command } from "../command";
import { dayValue, listValue, oneOf, ratioValue, textValue } from "../option-values";
import { loadJson } from "../print/load-json";
import { loadText } from "../print/load-text";

export const loadCommand: Command = {
  name: "load",
  summary: "put traffic on the network: what fills up first, at which growth, and when",
  usage: "CONFIG [--demands FILE] [--growth F] [--fail REF]...",
  help: [
    [
      "--demands FILE",
      'traffic in place of what is declared: {"demands": [...]}, a CSV table, or GetMetricData',
    ],
    ["--growth F", "multiply the traffic by F, 1 to 1000000, before limits are looked at (1)"],
    ["--app NAME", "only the traffic of this application grows"],
    ["--threshold RATIO", `the part of a limit that may be used, above 0 to 1 (${DEFAULT_THRESHOLD_RATIO})`],
    [
      "--fail REF",
      "suppose that this stops working; again for several. Without it every single failure is tried",
    ],
    ["--as-of DAY", "the day that the input is of, YYYY-MM-DD, from which dates count (today)"],
    ["--view configured|observed", "take tunnels and targets as healthy, or as recorded (default)"],
  ],
  options: {
    demands: { type: "string" },
    growth: { type: "string" },
    app: { type: "string" },
    threshold: { type: "string" },
    fail: { type: "string", multiple: true },
    "as-of": { type: "string" },
    view: { type: "string", default: "observed" },
  },
  run: async ({ ports, local, values, progress }) => {
    const result = await loadLocal(ports, local, {
      demandsFile: textValue(values, "demands"),
      growth: ratioValue(values, "growth", { least: 1, most: 1_000_000, example: "1.5" }) ?? 1,
      application: textValue(values, "app"),
      thresholdRatio:
        ratioValue(values, "threshold", { least: 1e-6, most: 1, example: "0.8" }) ?? DEFAULT_THRESHOLD_RATIO,
      fail: listValue(values, "fail"),
      view: oneOf(values, "view", ["configured", "observed"] as const),
      day: dayValue(values, "as-of"),
      onProgress: (done, total) => {
        if (done > 0 && done % 100 === 0) progress(`${done} of ${total} failures tried`);
      },
    });
    return { json: loadJson(result), text: loadText(result), isWrong: isWrong(result) };
  },
};

/** On mere assumptions nothing is called wrong. */
function isWrong({ basis, usages, outcomes, breach, singleFailures }: LocalLoad): boolean {
  if (basis === "assumed" || basis === "none") return false;
  const isPressed = usages.some(({ state }) => state === "overloaded" || state === "at-risk");
  const isOpen = outcomes.some(({ lost, unknown }) => lost > 0 || unknown > 0);
  return isPressed || isOpen || breach !== null || (singleFailures?.overloads.length ?? 0) > 0;
}

import { type Analysis, analyze } from "../../alert";
import type { Configuration } from "../../configuration";
import type { VerifyOptions } from "./verify-fix";

/** What the suite says of a copy, asked as it was of the network itself; choke points are no part of any trial. */
export function analyzeCopy(
  configuration: Configuration,
  { declared, decisions, day, placed, onProgress }: VerifyOptions,
): Analysis {
  return analyze(configuration, {
    ...(declared ? { declared } : {}),
    ...(decisions ? { decisions } : {}),
    day,
    ...(placed ? { placed } : {}),
    triesChokePoints: false,
    ...(onProgress ? { onProgress } : {}),
  });
}

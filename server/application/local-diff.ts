import {
  type ChangeSummary,
  type ConfigurationDiff,
  contentHash,
  diffConfigurations,
  summarizeDiff,
} from "../engine/configuration";
import type { LocalNetwork } from "./local-analysis";

/** The answer of `umbra diff`: what differs, in the words of the network. */
export interface LocalDiff extends ConfigurationDiff {
  readonly before: { readonly snapshotId: string };
  readonly after: { readonly snapshotId: string };
  readonly summary: ChangeSummary;
}

/** What came, went or changed between two inputs. */
export function diffLocal(before: LocalNetwork, after: LocalNetwork): LocalDiff {
  const diff = diffConfigurations(before.configuration, after.configuration);
  return {
    before: { snapshotId: contentHash(before.configuration) },
    after: { snapshotId: contentHash(after.configuration) },
    summary: summarizeDiff(diff),
    ...diff,
  };
}

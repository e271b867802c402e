import {
  type Configuration,
  configurationSchema,
  contentHash,
  type Diagnostic,
  exportConfiguration,
  RESOURCE_KINDS,
} from "../../engine/configuration";
import type { Counts, IgnoredInput, ReadInput } from "../ports/question-pool";
import { type HeldSnapshot, holdSnapshot } from "./held-snapshot";

/** What a provider's reader makes of files. */
export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  readonly ignored: readonly IgnoredInput[];
}

/** Turns what was read into what is stored. `pack` compresses the canonical text. */
export function toReadInput(
  { configuration, diagnostics, ignored }: ReadConfiguration,
  pack: (text: string) => Uint8Array,
): ReadInput {
  return {
    snapshotId: contentHash(configuration),
    body: pack(exportConfiguration(configuration)),
    counts: countKinds(configuration),
    coverage: configuration.coverage,
    diagnostics,
    ignored,
  };
}

/** Holds a stored snapshot; parses it, for it may have been written by another version. */
export function holdStored(body: Uint8Array, unpack: (body: Uint8Array) => string): HeldSnapshot {
  const text = unpack(body);
  return holdSnapshot(configurationSchema.parse(JSON.parse(text)), text);
}

function countKinds({ resources }: Configuration): Counts {
  return RESOURCE_KINDS.map((kind) => ({ kind, count: resources[kind].length })).filter(
    ({ count }) => count > 0,
  );
}

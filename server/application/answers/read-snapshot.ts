import {
  type Configuration,
  configurationSchema,
  contentHash,
  type Diagnostic,
  exportConfiguration,
  RESOURCE_KINDS,
} from "../../engine/configuration";
import type { FactFile } from "../ports/fact-file";
import type { Counts, IgnoredInput, ReadInput } from "../ports/question-pool";
import { declareFacts } from "./declare-facts";
import { type HeldSnapshot, holdSnapshot } from "./held-snapshot";

/** What a provider's reader makes of files. */
export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  readonly ignored: readonly IgnoredInput[];
  /** Attributes of what was read that are not read themselves. */
  readonly attributes: readonly Pick<IgnoredInput, "name" | "count">[];
  /** Declared facts that lay among the files. */
  readonly facts: readonly FactFile[];
}

/**
 * Turns what was read, with what its owner declared beside it, into what is stored. `pack` compresses the canonical
 * text.
 */
export function toReadInput(read: ReadConfiguration, pack: (text: string) => Uint8Array): ReadInput {
  const attributes = read.attributes.map((each) => ({ ...each, part: "attribute" as const }));
  const ignored = [...read.ignored, ...attributes];
  const declared = declareFacts(read.configuration, read.facts);
  const { configuration } = declared;
  const diagnostics = [...declared.diagnostics, ...read.diagnostics];
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

import {
  type Coverage,
  coverageSchema,
  type DeclaredFacts,
  declaredFactsSchema,
  RESOURCE_KINDS,
  type Resource,
  resourceSchemas,
} from "../../engine/configuration";
import { cleanText, cleanWord } from "./clean-text";
import { isObject } from "./item";
import type { Notes } from "./notes";

/** What one exported configuration holds. */
export interface Exported {
  readonly resources: readonly Resource[];
  readonly coverage: readonly Coverage[];
  readonly declared?: DeclaredFacts;
}

/** Attributes that people wrote, of whatever kind. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  "name",
  "description",
  "key",
  "value",
  "application",
  "from",
  "to",
  "owner",
  "reason",
  "component",
]);

/**
 * Reads Umbra's own export. It is checked like any other input: a resource that does not fit is a diagnostic,
 * what the schemas do not know is dropped, texts are cleaned.
 */
export function readExported(file: string, value: Record<string, unknown>, notes: Notes): Exported {
  if (value.schemaVersion !== 1 || value.provider !== "aws" || !isObject(value.resources)) {
    const message = "this export was written by another version of Umbra; export it again with this one";
    notes.add({ severity: "error", code: "unknown-export-version", file, message });
    return { resources: [], coverage: [] };
  }
  const lists = value.resources;
  const lossyKinds = new Set<string>();
  const resources = RESOURCE_KINDS.flatMap((kind) => {
    const list: unknown = Object.hasOwn(lists, kind) ? lists[kind] : [];
    return (Array.isArray(list) ? list : []).flatMap((each, index): Resource[] => {
      const parsed = resourceSchemas[kind].safeParse(clean(each));
      if (parsed.success) return [parsed.data];
      lossyKinds.add(kind);
      notes.add({
        severity: "error",
        code: "invalid-resource",
        file,
        place: `resources.${kind}[${index}].${parsed.error.issues[0]?.path.join(".") ?? ""}`,
        message: "an attribute is missing or wrong, so this resource was left out; export it again",
        weakens: "answers that need this resource",
      });
      return [];
    });
  });
  const coverage = (Array.isArray(value.coverage) ? value.coverage : []).flatMap((each) => {
    const parsed = coverageSchema.safeParse(clean(each));
    if (!parsed.success) return [];
    // Something that was written could not be read, so nothing of the kind is to be relied on.
    return [
      lossyKinds.has(parsed.data.kind) ? { ...parsed.data, status: "suspicious" as const } : parsed.data,
    ];
  });
  return { resources, coverage, ...declaredIn(file, value, notes) };
}

/** What owners declared beside resources, all or nothing: a part of it alone would say something else. */
function declaredIn(
  file: string,
  { declared }: Record<string, unknown>,
  notes: Notes,
): Pick<Exported, "declared"> {
  if (declared === undefined) return {};
  const parsed = declaredFactsSchema.safeParse(clean(declared));
  if (parsed.success) return { declared: parsed.data };
  notes.add({
    severity: "error",
    code: "invalid-resource",
    file,
    place: `declared.${parsed.error.issues[0]?.path.join(".") ?? ""}`,
    message: "what is declared in this export does not fit, so it was left out; export it again",
    weakens: "answers about declared applications, accepted alerts and attacks",
  });
  return {};
}

function clean(value: unknown, key = ""): unknown {
  if (typeof value === "string") return (FREE_TEXT.has(key) ? cleanText(value) : cleanWord(value)).text;
  if (Array.isArray(value)) return value.map((each) => clean(each, key));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each, name)]));
}

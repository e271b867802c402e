import type { Document } from "./document";
import type { Notes } from "./notes";

/** A list of which every recorded page says that another one follows was cut off. */
export function sayMissingPages(documents: readonly Document[], notes: Notes): void {
  const groups = new Map<string, Document[]>();
  for (const document of documents) {
    const { known, source } = document;
    const name = [known.key, source.accountId, source.region].join("\u0000");
    groups.set(name, [...(groups.get(name) ?? []), document]);
  }
  for (const pages of groups.values()) {
    const last = pages.at(-1);
    if (last === undefined || pages.some((page) => !page.hasMore)) continue;
    notes.add({
      severity: "warning",
      code: "page-missing",
      file: last.source.file,
      place: last.known.key,
      message: `\`${last.known.key}\` goes on where the recording ends; record all pages`,
      weakens: `answers that need ${last.known.key}`,
    });
    notes.weaken({ source: last.source, key: last.known.key, status: "suspicious" });
  }
}

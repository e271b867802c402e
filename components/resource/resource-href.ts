/** The page of one resource. Ids may be ARNs: colons and slashes are written so that they stay one part of the path. */
export function resourceHref(
  estateId: string,
  id: string,
  { at = null, tab }: { readonly at?: string | null; readonly tab?: string } = {},
): string {
  return `/resources/${encodeURIComponent(id)}?${params(estateId, at, tab === undefined ? {} : { tab })}`;
}

/** The table of resources, with a search where one is given. */
export function resourcesHref(estateId: string, at: string | null, q = ""): string {
  return `/resources?${params(estateId, at, q === "" ? {} : { q })}`;
}

function params(estateId: string, at: string | null, more: Record<string, string>): URLSearchParams {
  return new URLSearchParams({ estate: estateId, ...(at === null ? {} : { at }), ...more });
}

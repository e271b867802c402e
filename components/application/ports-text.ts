type Ranges = readonly (readonly [number, number])[];

/** Ranges as a person types them: `443, 8000-8080`; empty for every port. */
export function portsText(ports: Ranges): string {
  return ports.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(", ");
}

/** What a person typed as ranges; undefined when it is none. */
export function parsePorts(text: string): [number, number][] | undefined {
  const parts = text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const ranges = parts.map((part): [number, number] | undefined => {
    const [, first, last] = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    const [lo, hi] = [Number(first), Number(last ?? first)];
    return lo <= hi && hi <= 65535 ? [lo, hi] : undefined;
  });
  return ranges.some((each) => each === undefined)
    ? undefined
    : ranges.flatMap((each) => (each ? [each] : []));
}

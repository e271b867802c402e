/** One line of the report. `ratio` compares with a yardstick of the same run, so that machines can be compared. */
export type Measurement = {
  readonly what: string;
  readonly value: string;
  /** What is promised, where something is. */
  readonly limit?: string;
  readonly isWithin?: boolean;
  readonly ratio?: string;
};

/** The value below which `share` of the sorted values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export function timeMs(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The middle of `count` repeated timings, in milliseconds. */
export function medianMs(count: number, work: () => unknown): number {
  return quantile(
    Array.from({ length: count }, () => timeMs(work)),
    0.5,
  );
}

/** A time with as many digits as say something. */
export const ms = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;

/** A line whose value is a time that should stay below a limit. */
export function within(what: string, valueMs: number, limitMs: number, ratio?: string): Measurement {
  return {
    what,
    value: ms(valueMs),
    limit: `< ${ms(limitMs)}`,
    isWithin: valueMs < limitMs,
    ...(ratio !== undefined && { ratio }),
  };
}

/** Quantile of the normal distribution for a one-sided bound of 95 %. */
const ONE_SIDED_95 = 1.645;

/**
 * The lower end of Wilson's score interval (E. B. Wilson, 1927): with 95 % confidence, at least this share of all like
 * these agrees, when `agreeing` of `count` that were looked at do. 0 where none was looked at.
 */
export function wilsonLowerBound(agreeing: number, count: number): number {
  if (count === 0) return 0;
  const z2 = ONE_SIDED_95 ** 2;
  const share = agreeing / count;
  const middle = share + z2 / (2 * count);
  const spread = ONE_SIDED_95 * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  return (middle - spread) / (1 + z2 / count);
}

/** Words of owners for data that hurts people or the business when it is read. */
const SENSITIVE =
  /payment|card|personal|pii|phi|health|medical|patient|secret|credential|password|key|financ|bank|customer|confidential|regulated/i;
const HARMLESS = /^(public|test|demo|sample|synthetic)\b/i;

/** How bad it is that data of this class gets out, of 4. Where nobody says what it is, it counts as high. */
export function dataWeight(dataClass: string | null): 1 | 3 | 4 {
  if (dataClass === null) return 3;
  if (SENSITIVE.test(dataClass)) return 4;
  return HARMLESS.test(dataClass) ? 1 : 3;
}

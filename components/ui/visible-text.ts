/**
 * Controls, format marks (zero width, direction) and line separators: what makes one name look like another.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text from a customer's input, made safe to read: every hidden character shows as the replacement mark. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, "\uFFFD");
}

/** Cuts the middle of a long name and keeps its tail, which tells siblings apart. At most `maxLength` characters, at least 3. */
export function clipMiddle(text: string, maxLength: number): string {
  const characters = Array.from(text);
  if (characters.length <= maxLength) return text;
  const kept = Math.max(maxLength, 3) - 1;
  const tailCount = Math.ceil(kept / 2);
  return `${characters.slice(0, kept - tailCount).join("")}…${characters.slice(-tailCount).join("")}`;
}

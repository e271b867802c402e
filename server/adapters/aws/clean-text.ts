/** A text as it may be kept, and what had to be taken out of it. */
export interface CleanText {
  readonly text: string;
  readonly removed: readonly ("control-characters" | "secret")[];
}

// Control characters (C0, C1, delete), marks that turn the direction of text, lone surrogates and NUL, which the
// database cannot store. Markup is not touched: it is data, shown as text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;
const LONE_SURROGATE = /\p{Cs}/u;
const LONE_SURROGATES = /\p{Cs}/gu;
const ACCESS_KEY_ID = /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** `password=...`, `PreSharedKey: ...` and the like inside free text. */
const ASSIGNED =
  /\b((?:aws_?)?secret(?:_?access)?_?key|pre_?shared_?key|psk|passw(?:or)?d|session_?token)\b(\s*[=:]\s*)\S+/gi;
const SECRET_ACCESS_KEY = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const SECRET_NAME = /secret|passw|pre-?_?shared|\bpsk\b|private-?_?key|access-?_?key|credential|token/i;

export const REMOVED = "[removed]";

/** An id or a word of the provider: control characters become one space, nothing else changes. */
export function cleanWord(text: string): CleanText {
  if (!CONTROL.test(text) && !LONE_SURROGATE.test(text)) return { text, removed: [] };
  const clean = text.replace(LONE_SURROGATES, "\ufffd").replace(CONTROLS, " ").trim();
  return { text: clean, removed: ["control-characters"] };
}

/**
 * Text that people wrote (names, tags, descriptions): as `cleanWord`, and what has the form of a secret is
 * replaced. Not for ids, whose letters may look random. Cleaning twice changes nothing.
 */
export function cleanText(text: string): CleanText {
  const word = cleanWord(text);
  const clean = word.text.length < 8 ? word.text : withoutSecrets(word.text);
  return clean === word.text ? word : { text: clean, removed: [...word.removed, "secret"] };
}

/** Whether a tag of this name is likely to carry a secret: its value is never kept. */
export function namesSecret(key: string): boolean {
  return SECRET_NAME.test(key);
}

function withoutSecrets(text: string): string {
  return text
    .replace(PRIVATE_KEY, REMOVED)
    .replace(ACCESS_KEY_ID, REMOVED)
    .replace(ASSIGNED, (whole, name: string, sign: string) =>
      whole.endsWith(REMOVED) ? whole : `${name}${sign}${REMOVED}`,
    )
    .replace(SECRET_ACCESS_KEY, (match) => (isRandom(match) ? REMOVED : match));
}

/** 40 characters that mix cases and digits: not a hash in hexadecimal, not a path, not a word. */
function isRandom(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && !/^[0-9a-fA-F]+$/.test(text);
}

import type { FactFile } from "../../application/ports/fact-file";
import type { CoverageStatus } from "../../engine/configuration";
import { looksLikeJson, parseJson } from "../document";
import { cleanText } from "./clean-text";
import type { Document } from "./document";
import { type InputFile, MAX_IGNORED_COUNT, MAX_KEY_COUNT } from "./input-file";
import { type Item, isObject } from "./item";
import { type Location, locate, subjectOf } from "./location";
import { sayMissingPages } from "./missing-pages";
import type { Notes, Source } from "./notes";
import { keyOfSubject, knownKey, META_KEYS, type ResponseKey, UNMODELED } from "./response-keys";

/** For messages about damaged files. */
const REPLY = { what: "AWS reply", again: "record the reply again" };

/** Something in the input that is not read: a key of a reply, or a file. `count` is of its objects. */
export interface Ignored {
  readonly name: string;
  readonly file?: string;
  readonly count: number;
}

/** All that the files hold, before anything is made of it. */
export interface Documents {
  readonly documents: readonly Document[];
  /** Configurations exported by Umbra itself. */
  readonly exported: readonly { readonly file: string; readonly value: Record<string, unknown> }[];
  /** Kinds found that are not modeled although answers can depend on them. */
  readonly unmodeled: readonly { readonly name: string; readonly source: Source }[];
  /** Calls that the account refused. */
  readonly denied: readonly Refused[];
  /** Replies that are not fresh: what they count as, and whether an earlier one stands in. */
  readonly aged: readonly Aged[];
  /** Accounts named by recorded caller identities. */
  readonly callers: readonly string[];
  /** Files of declared facts, with what they hold or why they could not be read. */
  readonly facts: readonly FactFile[];
  readonly ignored: readonly Ignored[];
}

/** A call that gave nothing: the account refused it, or nobody knows it. */
interface Refused {
  readonly known: ResponseKey;
  readonly source: Source;
  readonly status: "denied" | "unsupported";
}

interface Aged {
  readonly known: ResponseKey;
  readonly source: Source;
  readonly status: CoverageStatus;
  readonly isKept: boolean;
}

interface Collecting {
  readonly notes: Notes;
  readonly documents: Document[];
  readonly exported: { file: string; value: Record<string, unknown> }[];
  readonly unmodeled: { name: string; source: Source }[];
  readonly denied: Refused[];
  readonly aged: Aged[];
  readonly callers: string[];
  readonly facts: FactFile[];
  readonly ignored: Ignored[];
}

/** Answers of a provider or a command line that does not know a call. */
const NOT_KNOWN: ReadonlySet<string> = new Set([
  "InvalidAction",
  "UnknownOperation",
  "UnknownOperationException",
  "UnsupportedOperation",
  "NotImplemented",
  "404",
  "501",
]);

interface Place {
  readonly location: Location;
  readonly source: Source;
}

/**
 * Sorts what the files hold by the top-level key inside them; a file's name only tells account, region and
 * service, and what a bare list is. A file that cannot be read is a diagnostic, the rest is read.
 */
export function collectDocuments(files: readonly InputFile[], notes: Notes): Documents {
  const into: Collecting = {
    notes,
    documents: [],
    exported: [],
    unmodeled: [],
    denied: [],
    aged: [],
    callers: [],
    facts: [],
    ignored: [],
  };
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  for (const file of inOrder) collectFile(file, into);
  sayMissingPages(into.documents, notes);
  return into;
}

function collectFile(file: InputFile, into: Collecting): void {
  const path = cleanText(file.path).text;
  const location = locate(path);
  const source = { file: path, accountId: location.accountId, region: location.region };
  if (file.refused) {
    refuseFile(file.refused, { location, source }, into);
    return;
  }
  const { freshness } = file;
  if (freshness !== undefined && file.bytes.length === 0) {
    const known = keyOfSubject(location.subject, location.service);
    if (known) into.aged.push({ known, source, status: freshness, isKept: false });
    return;
  }
  const named = /\.json$/i.test(path);
  if (!named && !looksLikeJson(file.bytes)) {
    ignore({ name: "not JSON", file: path, count: 1 }, into);
    return;
  }
  const parsed = parseJson(file.bytes, REPLY);
  if (isFactFile(path) && !(parsed.kind === "parsed" && isExport(parsed.value))) {
    into.facts.push(
      parsed.kind === "parsed" ? { file: path, value: parsed.value } : { file: path, refused: parsed },
    );
    return;
  }
  if (parsed.kind === "refused") refuseFile(parsed, { location, source }, into);
  else {
    const before = into.documents.length;
    collectValue(parsed.value, { location, source }, into);
    if (freshness === undefined) return;
    for (const { known } of into.documents.slice(before))
      into.aged.push({ known, source, status: freshness, isKept: true });
  }
}

/** Whether a value is a configuration that Umbra exported. */
function isExport(value: unknown): boolean {
  return isObject(value) && isObject(value.resources) && "schemaVersion" in value && "provider" in value;
}

/** `umbra.json`, in whatever folder of the input. */
function isFactFile(path: string): boolean {
  return path === "umbra.json" || path.endsWith("/umbra.json");
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly place?: string;
}

/** What the file was about, by its name, is then not completely known, even if another page could be read. */
function refuseFile({ code, message, place: at }: Refusal, place: Place, into: Collecting): void {
  const { source, location } = place;
  const weakens = "answers that need this file";
  into.notes.add({
    severity: "error",
    code,
    file: source.file,
    ...(at === undefined ? {} : { place: at }),
    message,
    weakens,
  });
  const known = keyOfSubject(location.subject, location.service);
  if (known) into.notes.weaken({ source, key: known.key, status: "suspicious" });
}

function collectValue(value: unknown, place: Place, into: Collecting): void {
  if (Array.isArray(value)) collectList(value, place, into);
  else if (!isObject(value)) ignoreFile(place, into, 1);
  else if (isObject(value.data) && "status_code" in value) collectReply(value.data, place, into);
  else collectReply(value, place, into);
}

/** A bare list: several replies one after the other, or the resources of the kind that the file is named after. */
function collectList(list: readonly unknown[], place: Place, into: Collecting): void {
  const isReply = (each: unknown) => isObject(each) && Object.keys(each).some((key) => keyIn(key, place));
  const known = keyOfSubject(place.location.subject, place.location.service);
  // Objects of one kind may hold keys of another: an instance has `NetworkInterfaces`. A reply has its own.
  const isOwnReply = (each: unknown) =>
    isObject(each) && known !== undefined && Object.hasOwn(each, known.key);
  const areReplies = known && !known.askedAbout ? list.every(isOwnReply) : !known && list.every(isReply);
  if (list.length > 0 && areReplies) for (const each of list) collectValue(each, place, into);
  else if (known) addDocument(known, list, place, into);
  else ignoreFile(place, into, list.length);
}

function collectReply(reply: Record<string, unknown>, place: Place, into: Collecting): void {
  const keyCount = Object.keys(reply).length;
  if (keyCount > MAX_KEY_COUNT) {
    const message = `an object has ${keyCount} names, more than the ${MAX_KEY_COUNT} a reply can have; drop recorded replies only`;
    refuseFile({ code: "too-many-names", message }, place, into);
    return;
  }
  if (isExport(reply)) {
    into.exported.push({ file: place.source.file, value: reply });
    return;
  }
  if (isObject(reply.Error)) {
    collectRefusal(reply.Error, place, into);
    return;
  }
  if (typeof reply.Account === "string" && typeof reply.UserId === "string") {
    into.callers.push(cleanText(reply.Account).text);
    return;
  }
  const hasMore = [reply.NextToken, reply.nextToken, reply.NextMarker].some(
    (each) => typeof each === "string" && each !== "",
  );
  let readCount = 0;
  for (const [key, value] of Object.entries(reply)) {
    const known = keyIn(key, place);
    if (known) {
      readCount += 1;
      // The reply to a question about one firewall has the firewall and its status side by side.
      const content = known.key === "Firewall" ? [reply] : value;
      addDocument(known, content, place, into, hasMore);
    } else if (readsAlong(key, reply) || META_KEYS.has(key)) readCount += 1;
    else if (Array.isArray(value) || isObject(value)) {
      readCount += 1;
      ignoreKey(key, value, place, into);
    }
  }
  if (readCount === 0) ignoreFile(place, into, 1);
}

/** SDK objects and some services write keys as `network_acls` or `virtualInterfaces`. */
function keyIn(key: string, place: Place): ResponseKey | undefined {
  const { service } = place.location;
  return /^[a-z]/.test(key) ? keyOfSubject(subjectOf(key), service) : knownKey(key, service);
}

function readsAlong(key: string, reply: Record<string, unknown>): boolean {
  return (key === "FirewallStatus" || key === "UpdateToken") && "Firewall" in reply;
}

function addDocument(
  known: ResponseKey,
  value: unknown,
  place: Place,
  into: Collecting,
  hasMore = false,
): void {
  const { source } = place;
  const parameter = place.location.parameter;
  const asked = known.askedAbout;
  const key = asked && parameter !== undefined ? asked.key : known.key;
  const wrapped =
    asked && parameter !== undefined ? [{ [asked.attribute]: parameter, [known.key]: value }] : value;
  const list = Array.isArray(wrapped)
    ? wrapped
    : isObject(wrapped)
      ? [withParameter(wrapped, parameter)]
      : undefined;
  if (list === undefined) {
    if (value === null) return;
    const message = `\`${known.key}\` is neither a list nor an object and was left out; record the reply again`;
    into.notes.add({ severity: "error", code: "wrong-type", file: source.file, place: known.key, message });
    into.notes.weaken({ source, key: known.key, status: "suspicious" });
    return;
  }
  const items: Item[] = [];
  for (const [index, each] of list.entries()) {
    const at = Array.isArray(value) ? `${known.key}[${index}]` : known.key;
    if (isObject(each)) items.push({ value: each, place: at, shape: known.key, source, notes: into.notes });
    else {
      const message = "an entry of the list is not an object and was left out; record the reply again";
      into.notes.add({ severity: "error", code: "wrong-type", file: source.file, place: at, message });
      into.notes.weaken({ source, key: known.key, status: "suspicious" });
    }
  }
  into.documents.push({ known: { ...known, key }, source, items, hasMore });
}

/** The one object of a reply whose subject only stands in the file's name. */
function withParameter(
  value: Record<string, unknown>,
  parameter: string | undefined,
): Record<string, unknown> {
  return parameter === undefined ? value : { ...value, LoadBalancerName: parameter };
}

function collectRefusal(error: Record<string, unknown>, place: Place, into: Collecting): void {
  const code = typeof error.Code === "string" ? cleanText(error.Code).text.slice(0, 100) : "unnamed error";
  const known = keyOfSubject(place.location.subject, place.location.service);
  const status = NOT_KNOWN.has(code) ? "unsupported" : "denied";
  if (known) into.denied.push({ known, source: place.source, status });
  const advice =
    status === "denied"
      ? "allow it for the reading role and collect again"
      : "the command line or the provider does not know it; use a newer one and collect again";
  into.notes.add({
    severity: "warning",
    code: status === "denied" ? "call-denied" : "call-not-known",
    file: place.source.file,
    message: `the account answered \`${code}\` to the call for \`${place.location.subject}\`; ${advice}`,
    weakens: `answers that need ${place.location.subject}`,
  });
}

function ignoreKey(key: string, value: unknown, place: Place, into: Collecting): void {
  const count = Array.isArray(value) ? value.length : 1;
  const name = cleanText(key).text.slice(0, 100);
  ignore({ name, file: place.source.file, count }, into);
  const weakens = UNMODELED.get(/^[a-z]/.test(key) ? subjectOf(key) : key);
  if (weakens === undefined || count === 0) return;
  into.unmodeled.push({ name, source: place.source });
  into.notes.add({
    severity: "warning",
    code: "not-modeled",
    file: place.source.file,
    place: name,
    message: `${count} of \`${name}\` cannot be modeled yet and were left out; treat answers about them as open`,
    weakens,
  });
}

function ignoreFile(place: Place, into: Collecting, count: number): void {
  const name = place.location.subject.slice(0, 100) || "unnamed file";
  ignore({ name, file: place.source.file, count }, into);
}

/** Adds one row; beyond the limit names are only counted, in one last row. */
function ignore(row: Ignored, { ignored }: Collecting): void {
  if (ignored.length < MAX_IGNORED_COUNT) ignored.push(row);
  else
    ignored[MAX_IGNORED_COUNT] = { name: "other names", count: (ignored[MAX_IGNORED_COUNT]?.count ?? 0) + 1 };
}

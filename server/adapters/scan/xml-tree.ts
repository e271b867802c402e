import { SaxesParser } from "saxes";
import { Failure } from "../../application/ports/failure";
import { formatBytes, MAX_FILE_BYTES } from "../document";

/** Levels of nesting; reports stay below 15. */
const MAX_DEPTH = 64;
/** Elements of one document. */
const MAX_ELEMENT_COUNT = 2_000_000;

/** An element of a report: its local name, its attributes by local name, its own text, its children in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: XmlElement[];
}

/**
 * Reads an XML report. The parser streams, expands nothing and fetches nothing; a document type is accepted by name
 * alone, one that declares an entity is refused, and so is what is nested too deep or too long.
 *
 * @throws Failure BAD_INPUT with file and `line:column`, TOO_LARGE
 */
export function parseXml(bytes: Uint8Array, file: string): XmlElement {
  if (bytes.length > MAX_FILE_BYTES)
    throw new Failure(
      "TOO_LARGE",
      `\`${file}\` has ${formatBytes(bytes.length)}, the limit is ${formatBytes(MAX_FILE_BYTES)}`,
      { file },
    );
  const parser = new SaxesParser({ xmlns: true, position: true });
  const refuse = (what: string): never => {
    const place = `${parser.line}:${parser.column}`;
    throw new Failure("BAD_INPUT", `\`${file}\` ${what} (line ${parser.line}); write the report again`, {
      file,
      place,
    });
  };
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  parser.on("error", () => refuse("is not well-formed XML"));
  parser.on("doctype", (text) => {
    if (/[[\]]|<!/.test(text)) refuse("declares entities, which no scanner needs: it is refused");
  });
  parser.on("opentag", ({ local, attributes }) => {
    count += 1;
    if (open.length >= MAX_DEPTH) refuse(`is nested deeper than ${MAX_DEPTH} levels`);
    if (count > MAX_ELEMENT_COUNT) refuse(`has more than ${MAX_ELEMENT_COUNT} elements`);
    const values = Object.values(attributes).map((each) => [each.local, each.value] as const);
    const element: XmlElement = {
      name: local,
      attributes: Object.fromEntries(values),
      text: "",
      children: [],
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const take = (text: string) => {
    const at = open.at(-1);
    if (at) at.text += text;
  };
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("closetag", () => void open.pop());
  parser.write(decode(bytes, file)).close();
  return root ?? refuse("holds no element");
}

/** Children of this name, in order. */
export function all(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first child of this name. */
export function first(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The text of the first child of this name, without the white space around it. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  const text = first(element, name)?.text.trim();
  return text === "" ? undefined : text;
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Failure("BAD_INPUT", `\`${file}\` is not UTF-8 text; write the report again`, { file });
  }
}

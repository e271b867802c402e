import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { InputFile } from "../server/adapters/aws";

/** One public input: all files of one account or recording. */
export type Input = {
  readonly name: string;
  readonly files: readonly InputFile[];
  readonly byteCount: number;
};

/** Folders whose every entry is an input, and folders that are one. */
const PER_ENTRY = ["batfish-aws/snapshots", "npguard-aws/input", "c7n-recordings"];
const WHOLE = ["cloudmapper-demo"];

/** All AWS inputs below the folder of public data, in the order of their names. */
export function readInputs(data: string): Input[] {
  const paths = [
    ...PER_ENTRY.flatMap((folder) => readdirSync(join(data, folder)).map((name) => `${folder}/${name}`)),
    ...WHOLE,
  ];
  return paths.toSorted().flatMap((name) => {
    const files = filesAt(join(data, name));
    const byteCount = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return files.length === 0 ? [] : [{ name, files, byteCount }];
  });
}

function filesAt(path: string): InputFile[] {
  if (!statSync(path).isDirectory())
    return path.endsWith(".json") ? [{ path, bytes: readFileSync(path) }] : [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => ({ path: name, bytes: readFileSync(join(path, name)) }));
}

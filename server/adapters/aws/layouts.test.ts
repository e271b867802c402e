import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contentHash, exportConfiguration } from "../../engine/configuration";
import { type InputFile, readAwsInput, readDirectory } from ".";
import { file } from "./fixtures";

/** The sample estate's replies by key, rearranged below into every layout an account may come in. */
let replies: { key: string; value: unknown }[];
let expected: { hash: string; text: string };

beforeAll(async () => {
  const files = await readDirectory(join(process.cwd(), "prisma/sample/accounts"));
  const { configuration } = readAwsInput(files.map((each) => ({ ...each, path: `accounts/${each.path}` })));
  replies = files.flatMap(({ bytes }) =>
    Object.entries(JSON.parse(new TextDecoder().decode(bytes))).map(([key, value]) => ({ key, value })),
  );
  expected = { hash: contentHash(configuration), text: exportConfiguration(configuration) };
});

const kebab = (key: string) => key.replace(/(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, "-$&").toLowerCase();
const half = (value: unknown, part: 0 | 1) =>
  Array.isArray(value)
    ? value.slice(
        part === 0 ? 0 : Math.ceil(value.length / 2),
        part === 0 ? Math.ceil(value.length / 2) : undefined,
      )
    : value;

const layouts: { name: string; files: () => InputFile[] }[] = [
  {
    name: "flat",
    files: () => replies.map(({ key, value }) => file(`aws_configs/${key}.json`, { [key]: value })),
  },
  {
    name: "by region",
    files: () => replies.map(({ key, value }) => file(`us-east-1/${key}.json`, { [key]: value })),
  },
  {
    name: "by account and region",
    files: () =>
      replies.map(({ key, value }) => file(`accounts/210987654321/us-east-1/${key}.json`, { [key]: value })),
  },
  {
    name: "the region at the end of the name",
    files: () => replies.map(({ key, value }) => file(`${key}-us-east-1.json`, { [key]: value })),
  },
  {
    name: "recorded replies, in two pages each, in the wrong order",
    files: () =>
      replies
        .flatMap(({ key, value }) =>
          ([0, 1] as const).map((part) =>
            file(`Describe${key}_${part + 1}.json`, {
              status_code: 200,
              data: { [key]: half(value, part), ResponseMetadata: { RequestId: "1" } },
            }),
          ),
        )
        .reverse(),
  },
  {
    name: "names of the command line",
    files: () => replies.map(({ key, value }) => file(`us-east-1/ec2x/${kebab(key)}.json`, { [key]: value })),
  },
  {
    name: "everything in one file",
    files: () => [file("all.json", Object.fromEntries(replies.map(({ key, value }) => [key, value])))],
  },
  {
    name: "one file of replies one after the other",
    files: () => [
      file(
        "all.json",
        replies.map(({ key, value }) => ({ [key]: value })),
      ),
    ],
  },
  {
    name: "bare lists in files named after their kind",
    files: () =>
      replies.map(({ key, value }) =>
        file(`us-east-1/${key}.json`, Array.isArray(value) ? value : { [key]: value }),
      ),
  },
  {
    name: "SDK objects with small names",
    files: () => [
      file(
        "account.json",
        Object.fromEntries([
          ["collector_version", "1"],
          ...replies.map(({ key, value }) => [kebab(key).replaceAll("-", "_"), value] as const),
        ]),
      ),
    ],
  },
  { name: "its own export", files: () => [file("umbra.json", expected.text)] },
];

describe("one network, whatever the layout it comes in", () => {
  it.each(layouts)("$name", ({ files }) => {
    const { configuration, diagnostics } = readAwsInput(files());
    expect(diagnostics).toEqual([]);
    expect(contentHash(configuration)).toBe(expected.hash);
    // Compared as a truth value: a difference would print both texts in full.
    expect(exportConfiguration(configuration) === expected.text).toBe(true);
  });

  it("does not mind the order of resources, rules, routes, groups and tags", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed).reverse()
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .map(([key, each]) => [key, reversed(each)] as const)
                .reverse(),
            )
          : value;
    const files = replies.map(({ key, value }) => file(`us-east-1/${key}.json`, { [key]: reversed(value) }));
    expect(contentHash(readAwsInput(files).configuration)).toBe(expected.hash);
  });

  it("reads the same reply twice as once", () => {
    const files = replies.flatMap(({ key, value }) => [
      file(`us-east-1/${key}.json`, { [key]: value }),
      file(`us-east-1/copy/${key}.json`, { [key]: value }),
    ]);
    const { configuration, diagnostics } = readAwsInput(files);
    expect(contentHash(configuration)).toBe(expected.hash);
    expect(diagnostics).toEqual([]);
  });
});

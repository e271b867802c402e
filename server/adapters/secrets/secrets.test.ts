import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SealedPlace } from "../../application/ports/sealer";
import type { WorkspaceId } from "../../application/ports/store";
import { openSealer, readKeyFile } from ".";

const KEY = Buffer.alloc(32, 1).toString("base64");
const place: SealedPlace = { workspaceId: "w" as WorkspaceId, table: "Sink", row: "s1", field: "secret" };
const sealer = openSealer(KEY);

describe("a sealed text", () => {
  it.each(["", "whsec_abc", "ü\u0000\u{1F512}", "x".repeat(10_000)])(
    "opens where it was sealed: %j",
    (text) => expect(sealer.open(sealer.seal(text, place), place)).toBe(text),
  );

  it("is different each time, and holds nothing of the text", () => {
    const sealed = [sealer.seal("secret", place), sealer.seal("secret", place)];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.join()).not.toContain("secret");
  });

  it.each<[string, Partial<SealedPlace>]>([
    ["another row", { row: "s2" }],
    ["another field", { field: "address" }],
    ["another table", { table: "Token" }],
    ["another workspace", { workspaceId: "w2" as WorkspaceId }],
    ["a place whose parts run together", { table: "Sin", row: "ks1" }],
  ])("does not open in %s", (_, other) => {
    const sealed = sealer.seal("secret", place);
    expect(() => sealer.open(sealed, { ...place, ...other })).toThrow("changed or moved");
  });

  it("does not open when any of its characters was changed", () => {
    const sealed = sealer.seal("secret", place);
    for (let at = 0; at < sealed.length; at += 1) {
      const flipped = sealed[at] === "A" ? "B" : "A";
      const changed = `${sealed.slice(0, at)}${flipped}${sealed.slice(at + 1)}`;
      // The last character of base64 carries bits that mean nothing.
      if (Buffer.from(changed.split(".")[3] ?? "", "base64url").equals(contentOf(sealed)) && at > 20)
        continue;
      expect(() => sealer.open(changed, place)).toThrow("cannot be read");
    }
  });

  it("does not open with another key, and nothing works without one", () => {
    const sealed = sealer.seal("secret", place);
    expect(() => openSealer(Buffer.alloc(32, 2).toString("base64")).open(sealed, place)).toThrow(
      "another key",
    );
    expect(() => openSealer(undefined).seal("secret", place)).toThrow("set UMBRA_SECRET_KEY");
    expect(() => openSealer(undefined).open(sealed, place)).toThrow("set UMBRA_SECRET_KEY");
  });
});

function contentOf(sealed: string): Buffer {
  return Buffer.from(sealed.split(".")[3] ?? "", "base64url");
}

describe("the key file", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "umbra-key-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is made once, for its owner alone, whoever asks first", async () => {
    const keys = await Promise.all([readKeyFile(folder), readKeyFile(folder), readKeyFile(folder)]);
    const stored = (await readFile(join(folder, "secret.key"), "utf8")).trim();
    expect(new Set([...keys, await readKeyFile(folder)])).toEqual(new Set([stored]));
    expect((await stat(join(folder, "secret.key"))).mode & 0o777).toBe(0o600);
  });

  it("that holds something else is refused, not replaced", async () => {
    await writeFile(join(folder, "secret.key"), "not a key");
    await expect(readKeyFile(folder)).rejects.toThrow("holds no key");
    expect(await readFile(join(folder, "secret.key"), "utf8")).toBe("not a key");
  });
});

import { expect, it } from "vitest";
import { readSettings } from "./env";

const read = (env: Record<string, string>) => readSettings(env as NodeJS.ProcessEnv, "/project");

it.each<{ name: string; env: Record<string, string>; expected: object }>([
  {
    name: "nothing set: a database in the project, the sample loaded",
    env: {},
    expected: { dataFolder: "/project/.umbra", databaseUrl: undefined, loadsSample: true },
  },
  { name: "a folder", env: { UMBRA_DATA_DIR: "/data" }, expected: { dataFolder: "/data" } },
  {
    name: "empty settings, which are as good as none",
    env: { UMBRA_DATA_DIR: "", DATABASE_URL: " ", UMBRA_SAMPLE: "" },
    expected: { dataFolder: "/project/.umbra", databaseUrl: undefined, loadsSample: true },
  },
  {
    name: "a PostgreSQL",
    env: { DATABASE_URL: "postgresql://u@h/d" },
    expected: { databaseUrl: "postgresql://u@h/d" },
  },
  { name: "no sample", env: { UMBRA_SAMPLE: "none" }, expected: { loadsSample: false } },
  {
    name: "the address of the pages: its own by default",
    env: {},
    expected: { publicUrl: "http://127.0.0.1:3000", outboundAllow: undefined, secretKey: undefined },
  },
  {
    name: "another place to listen",
    env: { HOST: "::1", PORT: "3400" },
    expected: { publicUrl: "http://[::1]:3400" },
  },
  { name: "any port, which nobody can link to", env: { PORT: "0" }, expected: { publicUrl: undefined } },
  {
    name: "the address behind a proxy",
    env: { UMBRA_URL: "https://umbra.example.org/net/", PORT: "0" },
    expected: { publicUrl: "https://umbra.example.org/net" },
  },
  {
    name: "a key of 32 bytes",
    env: { UMBRA_SECRET_KEY: Buffer.alloc(32).toString("base64") },
    expected: { secretKey: Buffer.alloc(32).toString("base64") },
  },
])("reads $name", ({ env, expected }) => expect(read(env)).toMatchObject(expected));

it.each([
  {
    name: "another kind of database",
    env: { DATABASE_URL: "mysql://h/d" },
    message: /^DATABASE_URL is not a PostgreSQL/,
  },
  {
    name: "a key of another length",
    env: { UMBRA_SECRET_KEY: "c2hvcnQ=" },
    message: /^UMBRA_SECRET_KEY is not a key(?!.*c2hvcnQ)/,
  },
  { name: "pages without a protocol", env: { UMBRA_URL: "umbra.example.org" }, message: /^UMBRA_URL / },
  { name: "a sample that does not exist", env: { UMBRA_SAMPLE: "none " }, message: /^UMBRA_SAMPLE / },
])("refuses $name, by name", ({ env, message }) => expect(() => read(env)).toThrow(message));

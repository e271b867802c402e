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
])("reads $name", ({ env, expected }) => expect(read(env)).toMatchObject(expected));

it.each([
  {
    name: "another kind of database",
    env: { DATABASE_URL: "mysql://h/d" },
    message: /^DATABASE_URL is not a PostgreSQL/,
  },
  { name: "a sample that does not exist", env: { UMBRA_SAMPLE: "none " }, message: /^UMBRA_SAMPLE / },
])("refuses $name, by name", ({ env, message }) => expect(() => read(env)).toThrow(message));

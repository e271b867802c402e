import { execFileSync } from "node:child_process";

/** Builds what is served unless it is there. */
export default function build(): void {
  execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
}

// `npm run graph`: draws the imports between folders, as Mermaid text in dist/imports.mmd.
import { mkdirSync, writeFileSync } from "node:fs";
import { bin, main, must, say } from "./steps/run.mjs";

const FOLDERS = ["app", "components", "server"];
const COLLAPSED = "^(server/engine/[^/]+|server/adapters/[^/]+|server/[^/]+|[^/]+/[^/]+)";

await main(async () => {
  const filter = ["--include-only", "^(app|components|server)/", "--collapse", COLLAPSED];
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "mermaid", ...filter, ...FOLDERS];
  const drawing = await must("depcruise", bin("depcruise"), args, { quiet: true });
  mkdirSync("dist", { recursive: true });
  writeFileSync("dist/imports.mmd", drawing);
  say("wrote dist/imports.mmd");
});

// `npm run graph`: draws the imports between folders, as Mermaid text in dist/imports.mmd.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bin, must, root, say } from "./steps/run.mjs";

const folders = ["app", "components", "server"].filter((name) => existsSync(join(root, name)));
const options = [
  "--include-only",
  "^(app|components|server)/",
  "--config",
  ".dependency-cruiser.cjs",
  "--output-type",
  "mermaid",
];
const folder = ["--collapse", "^(server/engine/[^/]+|server/adapters/[^/]+|server/[^/]+|[^/]+/[^/]+)"];
const drawing = await must("depcruise", bin("depcruise"), [...options, ...folder, ...folders], {
  quiet: true,
});
mkdirSync(join(root, "dist"), { recursive: true });
writeFileSync(join(root, "dist/imports.mmd"), drawing);
say("wrote dist/imports.mmd");

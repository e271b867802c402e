// npm's `prepare`: bundles the command line and its processes, so that `node bin/umbra.mjs` works after
// `npm ci`. Those that use the database need its client, which is written first.
// It must not break an install that left the build tool out.
try {
  await import("esbuild");
} catch {
  process.stderr.write("umbra: esbuild is not installed, so the command line was not bundled\n");
  process.exit(0);
}
const { generate } = await import("./steps/build.mjs");
const { bundle } = await import("./bundle.mjs");
await generate();
await bundle();

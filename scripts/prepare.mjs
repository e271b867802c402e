// npm's `prepare`: bundles the command line, so that `node bin/umbra.mjs` works after `npm ci`.
// It must not break an install that left the build tool out.
try {
  await import("esbuild");
} catch {
  process.stderr.write("umbra: esbuild is not installed, so the command line was not bundled\n");
  process.exit(0);
}
const { bundle } = await import("./bundle.mjs");
await bundle();

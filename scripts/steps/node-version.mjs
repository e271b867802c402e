// Runs before anything is installed, so it may use nothing but what an old Node also has.
const FLOOR = [20, 19];

/** Ends the process with a clear message when this Node is too old. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return;
  process.stderr.write(
    `umbra: Node ${version} is too old: install Node ${FLOOR.join(".")} or newer (22 is recommended)\n`,
  );
  process.exit(1);
}

/**
 * Checks the address to listen on. Whoever reaches the server may do everything until accounts
 * exist, so it listens on this machine alone.
 *
 * @returns why the address is refused, or undefined when it is one the guard answers to
 */
export function refuseBind(host: string): string | undefined {
  if (["127.0.0.1", "localhost", "::1"].includes(host)) return undefined;
  return (
    `refusing to listen on \`${host}\`: there are no accounts yet, so anybody who reaches that address could ` +
    "read and change everything; leave HOST unset, and use an SSH tunnel to come from another machine"
  );
}

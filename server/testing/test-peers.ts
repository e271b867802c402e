/** A program that nobody here wrote and that tests talk to; `scripts/steps/peers.mjs` finds it for `npm test`. */
export type PeerSetting =
  | "UMBRA_TEST_MOTO"
  | "UMBRA_TEST_ALERTMANAGER"
  | "UMBRA_TEST_AWSCLI"
  | "UMBRA_TEST_SWIPL"
  | "UMBRA_TEST_Z3";

/**
 * The path of a peer's program as a list of one, for `describe.each`. Where it is missing: an error under CI=true,
 * so that no check silently disappears; elsewhere an empty list and a line that says what is left out.
 */
export function testPeer(
  setting: PeerSetting,
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly { readonly program: string }[] {
  const program = env[setting];
  if (program) return [{ program }];
  if (env.CI === "true") throw new Error(`${setting} is not set: run \`npm test\`, which looks for it`);
  console.info(`left out: tests that need a peer, for ${setting} is not set`);
  return [];
}

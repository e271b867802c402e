/** The command that starts an executor for a token, with nothing secret on its command line. */
export function executorCommand(token: string, origin: string): string {
  return [
    `export UMBRA_EXECUTOR_TOKEN=${token}`,
    `node bin/umbra.mjs executor --server ${origin} --region eu-central-1 --allow revoke-group-rule --allow authorize-group-rule`,
  ].join("\n");
}

import { readAwsInput, readDirectory } from "../server/adapters/aws";
import { declareFacts } from "../server/application/answers/declare-facts";
import type { Configuration } from "../server/engine/configuration";

/** The sample as the server has it: the account's replies with what its owner declares. */
export async function readSample(): Promise<Configuration> {
  const { configuration, facts } = readAwsInput(await readDirectory("prisma/sample"));
  return declareFacts(configuration, facts).configuration;
}

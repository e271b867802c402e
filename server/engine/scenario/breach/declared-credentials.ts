import type { FactCredential } from "../../configuration";
import type { Names } from "./declared-breach";
import { declaredStores } from "./declared-roles";
import type { Credential } from "./facts";
import { serviceAt } from "./inventory";

/** Declared credentials: where they are read, what they open, where they log in. One without a name goes by its place. */
export function declaredCredentials(
  names: Names,
  facts: readonly FactCredential[],
  file: string,
): readonly Credential[] {
  return facts.map(({ name, on, level, opens, login, known }, position): Credential => {
    const place = `credentials[${position}]`;
    return {
      id: name ?? `${place} of ${file}`,
      foundOn: names.hosts(on, `${place}.on`).map((hostId) => ({ hostId, level })),
      logins: login.flatMap((each, at) => {
        const where = `${place}.login[${at}]`;
        const service = serviceAt(each.protocol, each.port);
        if (!service) {
          const message = `\`${each.protocol}\` is not a protocol: write tcp, udp or a number to 255`;
          names.problems.push({ place: `${where}.protocol`, message, candidates: [] });
          return [];
        }
        return names.hosts(each.on, `${where}.on`).map((hostId) => ({ hostId, service, level: each.level }));
      }),
      opens: declaredStores(names, opens, `${place}.opens`, "of the input"),
      isKnown: known,
    };
  });
}

import type { Clock } from "../../application/ports/clock";
import type { Outbound } from "../../application/ports/outbound";
import type { SignedEndpoints } from "../../application/ports/signed-endpoints";
import { signedMessage } from "./webhook";

/** Where messages under one name go, and what they are signed with (`whsec_...`). */
export interface Endpoint {
  readonly name: string;
  readonly address: string;
  readonly secret: string;
}

interface EndpointPorts {
  readonly outbound: Outbound;
  readonly clock: Clock;
}

/** Opens the endpoints that an operator named. Each try is signed for its own time, under the id it is given. */
export function openEndpoints(
  { outbound, clock }: EndpointPorts,
  endpoints: readonly Endpoint[],
): SignedEndpoints {
  const byName = new Map(endpoints.map((each) => [each.name, each]));
  const unknown = (name: string) => `no endpoint is called \`${name}\``;
  return {
    names: [...byName.keys()],
    refusal: async (name) => {
      const endpoint = byName.get(name);
      return endpoint ? outbound.refusal(endpoint.address) : unknown(name);
    },
    post: async (name, { id, body }, signal) => {
      const endpoint = byName.get(name);
      if (!endpoint) return { kind: "refused", reason: unknown(name) };
      return outbound.post(signedMessage(endpoint, { id, body, at: clock.now() }), signal);
    },
  };
}

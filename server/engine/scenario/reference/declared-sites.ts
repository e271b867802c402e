import type { ConfigurationIndex, ResourceOf } from "../../configuration";
import type { FactSite } from "../../intent";
import { formatPrefix, parsePrefixMasked } from "../../net";
import type { FactProblem } from "./declared";
import { declaredReference, sayRepeated } from "./declared-reference";

const VIA_KINDS = [
  "vpnConnection",
  "customerGateway",
  "virtualInterface",
  "directConnectConnection",
] as const;
const WANTED =
  "a VPN connection, a customer gateway, a Direct Connect connection, virtual interface or gateway";

/** Declared sites as resources. A prefix that is none and a `via` that leads nowhere are problems. */
export function declaredSites(
  index: ConfigurationIndex,
  sites: readonly FactSite[],
  problems: FactProblem[],
): ResourceOf<"site">[] {
  sayRepeated(
    "sites",
    "name",
    sites.map(({ name }) => name),
    problems,
  );
  return sites.map(({ name, prefixes, via = [] }, position) => {
    const place = `sites[${position}]`;
    const references = typeof via === "string" ? [via] : via;
    return {
      kind: "site",
      id: `site:${name}`,
      name,
      accountId: "",
      region: "",
      tags: [],
      prefixes: sorted(prefixes.flatMap((text, at) => prefixOf(text, `${place}.prefixes[${at}]`, problems))),
      via: sorted(
        references.flatMap((text, at) => {
          const where = typeof via === "string" ? `${place}.via` : `${place}.via[${at}]`;
          return viaOf(index, text, where, problems);
        }),
      ),
    };
  });
}

function viaOf(
  index: ConfigurationIndex,
  text: string,
  place: string,
  problems: FactProblem[],
): readonly string[] {
  const { directConnectAssociation, virtualInterface } = index.configuration.resources;
  // A Direct Connect gateway is known by what is attached to it; it is no resource of its own.
  const gateways = [...directConnectAssociation, ...virtualInterface].map(
    ({ directConnectGatewayId }) => directConnectGatewayId,
  );
  if (gateways.includes(text)) return [text];
  const found = declaredReference(index, { text, kinds: VIA_KINDS, wanted: WANTED, place }, problems);
  return found ? [found.id] : [];
}

function prefixOf(text: string, place: string, problems: FactProblem[]): readonly string[] {
  const parsed = parsePrefixMasked(text);
  if (parsed && !parsed.hadHostBits) return [formatPrefix(parsed.prefix)];
  const message = parsed
    ? `\`${text}\` has bits set behind its length: write ${formatPrefix(parsed.prefix)}`
    : `\`${text}\` is not a prefix such as 10.0.0.0/16`;
  problems.push({ place, message, candidates: [] });
  return [];
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

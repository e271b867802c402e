"use client";

import { useQuery } from "@tanstack/react-query";
import type { NetworkWith } from "../../server/engine/topology";
import { useTRPC } from "../trpc/client";
import { countOf } from "../ui/count";
import { kindLabel } from "../ui/kind-label";
import { visibleText } from "../ui/visible-text";
import { useReveal } from "./use-reveal";
import type { Topology } from "./use-topology";

/** What may be an address or a prefix; the server decides. */
const ADDRESS_LIKE = /^[0-9a-f.:/]+$/i;

/** Every network that has the address or prefix that was searched for: the same range may be in use several times. */
export function NetworkHits({ topology }: { readonly topology: Topology }) {
  const trpc = useTRPC();
  const { estateId, address } = topology;
  const { q, at } = address;
  const query = useQuery(
    trpc.topology.networks.queryOptions(
      { estateId, q, ...(at === null ? {} : { snapshotId: at }) },
      { enabled: ADDRESS_LIKE.test(q) },
    ),
  );
  const reveal = useReveal(topology);
  const networks = ADDRESS_LIKE.test(q) ? query.data : null;
  if (networks === undefined || networks === null) return null;
  return (
    <section aria-label="Networks with this address" className="w-full basis-full pb-1">
      <p>
        {networks.length === 0
          ? `No network here has ${q}.`
          : `${countOf(networks.length, "network")} ${networks.length === 1 ? "has" : "have"} ${q}:`}
      </p>
      <ul className="flex max-h-40 flex-col overflow-auto">
        {networks.map((one) => (
          <li key={one.network.id}>
            <button
              type="button"
              className="min-h-6 text-left hover:underline"
              onClick={() => reveal(idToShow(one))}
            >
              <span className="text-muted">{kindLabel(one.network.kind)} </span>
              <span className="font-medium">{visibleText(one.network.name ?? one.network.id)}</span>{" "}
              <span className="text-muted">{detailOf(one, q)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The one owner, else the one subnet, else the network. */
function idToShow({ network, subnets, owners, ownerCount }: NetworkWith): string {
  const [owner] = owners;
  const [subnet] = subnets;
  if (ownerCount === 1 && owner !== undefined) return owner.id;
  return subnets.length === 1 && subnet !== undefined ? subnet.id : network.id;
}

const OVERLAP_WORDS: Record<NetworkWith["overlap"], string> = {
  holds: "in",
  equals: "the same as",
  isInside: "holds",
  overlaps: "overlaps",
};

function detailOf(
  { accountId, region, prefix, overlap, subnets, owners, ownerCount }: NetworkWith,
  q: string,
): string {
  const [owner] = owners;
  const name = ({ name: own, id }: { readonly name?: string | undefined; readonly id: string }) => own ?? id;
  return [
    accountId === "" ? "" : `account ${accountId}`,
    region,
    prefix === null ? "as a public address" : `${OVERLAP_WORDS[overlap]} ${prefix}`,
    subnets.length === 0 ? "" : `subnet ${subnets.map(name).join(", ")}`,
    ownerCount === 0
      ? q.includes("/")
        ? ""
        : "nobody has it"
      : ownerCount === 1 && owner !== undefined
        ? `interface ${name(owner)}`
        : `${ownerCount} interfaces`,
  ]
    .filter((part) => part !== "")
    .map(visibleText)
    .join(" · ");
}

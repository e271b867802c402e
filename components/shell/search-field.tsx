"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { Kbd } from "../ui/kbd";

/** The field that `/` focuses. */
export const SEARCH_FIELD_ID = "search-field";

/** Search by name, id, address, prefix or tag. It leads to the map, which shows what was found. */
export function SearchField() {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const onMap = path === "/topology";
  const asked = onMap ? (params.get("q") ?? "") : "";
  const [text, setText] = useState(asked);
  // The map may clear the question, and Back may bring another one.
  useEffect(() => setText(asked), [asked]);

  function search(event: FormEvent) {
    event.preventDefault();
    const next = new URLSearchParams(onMap ? params : undefined);
    const estate = params.get("estate");
    if (estate !== null) next.set("estate", estate);
    if (text.trim() === "") next.delete("q");
    else next.set("q", text.trim());
    router.push(`/topology?${next}`);
  }

  return (
    <search className="order-last min-w-0 basis-full wide:order-none wide:max-w-80 wide:flex-1 wide:basis-auto">
      <form onSubmit={search} className="relative">
        <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-muted" />
        <input
          id={SEARCH_FIELD_ID}
          type="search"
          aria-label="Search the network"
          placeholder="Name, id, IP, CIDR, tag"
          autoComplete="off"
          spellCheck={false}
          maxLength={256}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-8 w-full rounded-md border border-line-strong bg-surface pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        />
        <span aria-hidden="true" className="absolute top-1.5 right-1.5 hidden sm:block">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../trpc/client";
import { announce } from "../ui/announcer";
import { focusOutlineRow } from "./outline-focus";
import type { Topology } from "./use-topology";

const HIT_LIMIT = 50;

/**
 * The search that the address names (`q`, written by the field in the top bar): the first hit is selected and
 * focused when the question is put; the others are stepped through.
 */
export function useSearch(topology: Topology) {
  const trpc = useTRPC();
  const { estateId, address, reveal } = topology;
  const { q, at, sel } = address;
  const query = useQuery(
    trpc.topology.search.queryOptions(
      { estateId, q, limit: HIT_LIMIT, ...(at === null ? {} : { snapshotId: at }) },
      { enabled: q !== "" },
    ),
  );
  const asked = useAskedAgain(q);
  // A link carries question and selection: only a question put here and now moves the selection.
  const answered = useRef(sel === null || q === "" ? "" : `${q} 0`);
  const hits = query.data;
  useEffect(() => {
    const question = `${q} ${asked}`;
    if (q === "" || hits === undefined || answered.current === question) return;
    answered.current = question;
    const [first] = hits;
    if (first === undefined) {
      announce(`Nothing found for ${q}`);
      return;
    }
    reveal(first.id, first.path);
    focusOutlineRow(first.id);
  }, [q, asked, hits, reveal]);
  const step = (by: 1 | -1) => {
    if (hits === undefined || hits.length === 0) return;
    const now = hits.findIndex(({ id }) => id === sel);
    const next = hits[(now + by + hits.length) % hits.length];
    if (next === undefined) return;
    reveal(next.id, next.path);
  };
  return { q, hits, query, step, position: hits?.findIndex(({ id }) => id === sel) ?? -1 };
}

/** Counts how often the same words were sent again, which goes to the first hit again; other words are another search. */
function useAskedAgain(q: string): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const listen = (event: SubmitEvent) => {
      if (!(event.target instanceof HTMLFormElement)) return;
      const field = event.target.querySelector<HTMLInputElement>("input[type=search]");
      if (field?.value.trim() === q) setCount((before) => before + 1);
    };
    document.addEventListener("submit", listen);
    return () => document.removeEventListener("submit", listen);
  }, [q]);
  return count;
}

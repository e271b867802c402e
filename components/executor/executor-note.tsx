"use client";

import Link from "next/link";
import { placeHref } from "../shell/navigation";
import { useEstate } from "../shell/use-estate";
import { Badge } from "../ui/badge";
import { countOf } from "../ui/count";
import { isConnected, useExecutors } from "./use-executors";

/** Whether anybody is there to carry out what is approved. Without an answer nothing is said. */
export function ExecutorNote() {
  const { data } = useExecutors();
  const { wanted } = useEstate();
  if (data === undefined) return null;
  const connectedCount = data.filter((executor) => isConnected(executor, Date.now())).length;
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2">
      {connectedCount > 0 ? (
        <Badge tone="accent">{countOf(connectedCount, "executor")} connected</Badge>
      ) : (
        <Badge>No executor is connected</Badge>
      )}
      <span className="min-w-0 flex-1">
        {connectedCount > 0
          ? "It carries out what is approved, with keys of its own; Umbra itself holds no right to change your network."
          : "What is approved waits until one is. Umbra itself holds no right to change your network."}
      </span>
      <Link href={placeHref("/settings/executors", wanted)} className="text-accent underline">
        Executors
      </Link>
    </p>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { loadText, TextFileCard } from "../ui/text-file-card";

const SCRIPT_URL = "/api/collect.sh";

/** The script that reads an account, in full: nobody should run what they could not read first. */
export function CollectScript() {
  const query = useQuery({
    queryKey: [SCRIPT_URL],
    queryFn: () => loadText(SCRIPT_URL),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <TextFileCard
      title="Collect an account with the AWS command line"
      noun="script"
      label="Collection script"
      url={SCRIPT_URL}
      fileName="umbra-collect.sh"
      query={query}
    >
      Read-only. It asks for every page of every call, removes secrets, and writes one zip to drop above. Read
      it, then run <code className="font-mono text-text">sh umbra-collect.sh</code>. To have the account
      mirrored all the time instead,{" "}
      <Link href="/settings/sources" className="text-accent underline">
        run the read-only agent
      </Link>
      .
    </TextFileCard>
  );
}

"use client";

import { FolderOpen, KeyRound, RadioTower, Trash2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { placeHref } from "../shell/navigation";
import { useEstate } from "../shell/use-estate";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { countOf } from "../ui/count";
import { Dialog } from "../ui/dialog";
import { Name } from "../ui/name";
import { PanelError } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { RelativeTime } from "../ui/relative-time";
import { NewToken } from "./new-token";
import { PartitionTable } from "./partition-table";
import { isLate } from "./source-words";
import { type Source, useSourceChanges } from "./use-sources";

/** One source: whether it is heard of, what it mirrors, and how fresh each part is. */
export function SourceCard({ source }: { readonly source: Source }) {
  const Icon = source.kind === "agent" ? RadioTower : FolderOpen;
  const openCount = source.partitions.filter(({ status }) => status !== "ok").length;
  return (
    <Card
      flush
      title={
        <span className="flex min-w-0 items-center gap-2">
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          <Name text={source.name} />
        </span>
      }
      aside={<AgeChip source={source} />}
    >
      <div className="flex flex-col gap-2 border-line border-b p-4">
        <Facts source={source} />
        {source.trouble === null ? null : (
          <p role="status" className="text-risk-text">
            <Prose text={source.trouble} />
          </p>
        )}
        <SourceActions source={source} />
      </div>
      {source.partitions.length === 0 ? (
        <p className="p-4 text-muted">
          {source.kind === "agent"
            ? "Nothing was mirrored yet: start the agent with its token."
            : "Nothing was read yet: the folder is read once it has been quiet for a few seconds."}
        </p>
      ) : (
        <>
          <p className="px-4 pt-3 text-muted">
            {openCount === 0
              ? `All ${countOf(source.partitions.length, "part")} are fresh.`
              : `${countOf(openCount, "part")} of ${source.partitions.length} not fresh: what rests on them is undecided until they are read again.`}
          </p>
          <PartitionTable source={source} />
        </>
      )}
    </Card>
  );
}

function AgeChip({ source }: { readonly source: Source }) {
  const { lastSweepAt } = source;
  if (lastSweepAt === null) return <Badge>Not heard of yet</Badge>;
  return (
    <Badge tone={isLate(source, Date.now()) ? "risk" : "neutral"}>
      {source.kind === "agent" ? "Swept" : "Looked at"} <RelativeTime date={lastSweepAt} />
    </Badge>
  );
}

function Facts({ source }: { readonly source: Source }) {
  const { estates = [] } = useEstate();
  const { kind, accountId, estateId, newEstateName, folder, intervalSeconds, token } = source;
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
      <Fact label="Estate">
        {estateId === null ? (
          <>
            made by the first sweep: <Name text={newEstateName ?? ""} />
          </>
        ) : (
          <Link href={placeHref("/", estateId)} className="text-accent underline">
            {estates.find(({ id }) => id === estateId)?.name ?? "open its estate"}
          </Link>
        )}
      </Fact>
      {kind === "folder" ? (
        <Fact label="Folder">
          <Name
            text={folder === "" || folder === null ? "the allowed folder itself" : folder}
            mono={folder !== ""}
          />
        </Fact>
      ) : (
        <>
          <Fact label="Account">{accountId ?? "not known yet"}</Fact>
          <Fact label="Interval">every {countOf(intervalSeconds, "second")}</Fact>
          <Fact label="Token">
            {token === null ? "revoked: no agent can push" : <TokenUse lastUsedAt={token.lastUsedAt} />}
          </Fact>
        </>
      )}
    </dl>
  );
}

function TokenUse({ lastUsedAt }: { readonly lastUsedAt: Date | null }) {
  if (lastUsedAt === null) return <>never used</>;
  return (
    <>
      last used <RelativeTime date={lastUsedAt} />
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

type Asked = "rotate" | "revoke" | "remove";

const QUESTIONS: Readonly<
  Record<Asked, { readonly title: string; readonly text: string; readonly verb: string }>
> = {
  rotate: {
    title: "New token",
    text: "The old token stops working at once: the agent pushes nothing until it has the new one.",
    verb: "Make a new token",
  },
  revoke: {
    title: "Revoke the token",
    text: "The agent is shut out at once. What it mirrored stays, and counts as stale after a while.",
    verb: "Revoke",
  },
  remove: {
    title: "Remove this source",
    text: "It is removed with its token and what it holds of each part. The estate keeps its snapshots, which nothing renews any more.",
    verb: "Remove",
  },
};

function SourceActions({ source }: { readonly source: Source }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const changes = useSourceChanges();
  const change = asked === null ? undefined : changes[asked];
  const question = asked === null ? undefined : QUESTIONS[asked];
  const confirm = () => change?.mutate({ sourceId: source.id }, { onSuccess: () => setAsked(null) });
  const isAgent = source.kind === "agent";
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {isAgent ? (
          <Button size="small" onClick={() => setAsked("rotate")}>
            <KeyRound aria-hidden="true" />
            New token…
          </Button>
        ) : null}
        {isAgent && source.token !== null ? (
          <Button size="small" onClick={() => setAsked("revoke")}>
            Revoke token…
          </Button>
        ) : null}
        <Button size="small" variant="danger" onClick={() => setAsked("remove")}>
          <Trash2 aria-hidden="true" />
          Remove…
        </Button>
      </div>
      {changes.rotate.data === undefined ? null : <NewToken token={changes.rotate.data.token} />}
      <Dialog
        open={question !== undefined}
        onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(null))}
        title={question?.title ?? ""}
        footer={
          <>
            <Button onClick={() => setAsked(null)}>Cancel</Button>
            <Button variant="danger" disabled={change?.isPending ?? false} onClick={confirm}>
              {question?.verb}
            </Button>
          </>
        }
      >
        <p>{question?.text}</p>
        {change?.isError ? <PanelError title="Nothing was changed" error={change.error} /> : null}
      </Dialog>
    </div>
  );
}

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { classNames } from "../ui/class-names";
import { PanelError, PanelLoading } from "../ui/panel-state";
import { PathAnswer } from "./path-answer";
import { PathForm } from "./path-form";
import { questionOf } from "./path-question";
import { ReferenceChoices } from "./reference-choices";
import type { PathAddress, SetPathAddress } from "./use-path-address";

interface PathBodyProps {
  readonly estateId: string;
  readonly address: PathAddress;
  readonly setAddress: SetPathAddress;
}

/** The question and its answer below. */
export function PathBody({ estateId, address, setAddress }: PathBodyProps) {
  const [isEdited, setEdited] = useState(false);
  return (
    <>
      <Card title="Can it get through?">
        <PathForm estateId={estateId} address={address} setAddress={setAddress} onEdited={setEdited} />
      </Card>
      <div className={classNames("flex flex-col gap-4", isEdited && "opacity-60")}>
        {address.from === "" || address.to === "" ? (
          <Nothing address={address} setAddress={setAddress} />
        ) : (
          <Answer estateId={estateId} address={address} setAddress={setAddress} />
        )}
      </div>
    </>
  );
}

function Nothing({ address, setAddress }: Omit<PathBodyProps, "estateId">) {
  return (
    <div className="flex flex-col items-start gap-2 text-muted">
      <p>
        Name both ends to see the verdict, every hop there and back with the rule that decided, and what would
        have to change.
      </p>
      {address.to === "" ? (
        <Button size="small" onClick={() => void setAddress({ to: "internet" })}>
          To the internet
        </Button>
      ) : (
        <Button size="small" onClick={() => void setAddress({ from: "internet" })}>
          From the internet
        </Button>
      )}
    </div>
  );
}

function Answer({ estateId, address, setAddress }: PathBodyProps) {
  const trpc = useTRPC();
  const { at } = address;
  const query = useQuery(
    trpc.trace.ask.queryOptions(
      { estateId, ...questionOf(address), ...(at === null ? {} : { snapshotId: at }) },
      { placeholderData: keepPreviousData, retry: false, trpc: { abortOnUnmount: true } },
    ),
  );
  const title = `${address.from} to ${address.to}`;
  useEffect(() => {
    document.title = `${title} - Paths - Umbra`;
  }, [title]);
  if (query.isPending) return <PanelLoading label="Following the flow" rowCount={6} />;
  if (query.isError)
    return (
      <PanelError
        title="The flow could not be followed"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  const answer = query.data;
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={classNames("flex flex-col gap-4", query.isPlaceholderData && "opacity-60")}
    >
      {answer.kind === "reference" ? (
        <Card title={answer.candidates.length === 0 ? "Nothing is called that" : "Which one is meant?"}>
          <ReferenceChoices
            side={answer.side}
            message={answer.message}
            candidates={answer.candidates}
            onChoose={(id) => void setAddress({ [answer.side]: id })}
          />
        </Card>
      ) : (
        <PathAnswer estateId={estateId} address={address} answer={answer} />
      )}
    </div>
  );
}

"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { PanelBoundary } from "../ui/panel-boundary";
import { PanelEmpty, PanelError, PanelLoading } from "../ui/panel-state";
import { ShownOnce } from "../ui/shown-once";
import { ExecutorRow } from "./executor-row";
import { executorCommand } from "./executor-words";
import { useExecutorChanges, useExecutors } from "./use-executors";

/** Who may carry out what is approved: processes of their own, with keys that Umbra never sees. */
export function ExecutorSettings() {
  return (
    <>
      <div className="max-w-prose">
        <h1 className="font-semibold text-xl tracking-tight">Executors</h1>
        <p className="mt-1 text-muted">
          An executor carries out approved plans with keys of its own, and only the kinds of steps that its
          operator allows. Umbra hands it work; it never gets the keys.
        </p>
      </div>
      <PanelBoundary name="The executors">
        <ExecutorList />
      </PanelBoundary>
      <PanelBoundary name="Adding an executor">
        <AddExecutor />
      </PanelBoundary>
    </>
  );
}

function ExecutorList() {
  const query = useExecutors();
  if (query.isPending) return <PanelLoading label="Loading the executors" />;
  if (query.data === undefined)
    return (
      <PanelError
        title="The executors could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  if (query.data.length === 0)
    return (
      <PanelEmpty title="No executor yet">
        <p>Approved plans wait until there is one. Add it below, and start it where it has keys for AWS.</p>
      </PanelEmpty>
    );
  return (
    <Card title={`Executors (${query.data.length})`} flush>
      <ul aria-label="Executors">
        {query.data.map((executor) => (
          <li key={executor.id} className="border-line border-b last:border-b-0">
            <ExecutorRow executor={executor} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AddExecutor() {
  const id = useId();
  const { create } = useExecutorChanges();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name }, { onSuccess: () => setName("") });
  };
  return (
    <Card title="Add an executor">
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-48 flex-1">
            <Labelled label="Name" htmlFor={id}>
              <Input
                id={id}
                required
                maxLength={100}
                placeholder="production"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </Labelled>
          </div>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            Create
          </Button>
        </div>
        {create.isError ? <PanelError title="The executor was not created" error={create.error} /> : null}
        {create.data === undefined ? null : <NewToken token={create.data.token} />}
      </form>
    </Card>
  );
}

function NewToken({ token }: { readonly token: string }) {
  const command = executorCommand(token, typeof window === "undefined" ? "" : window.location.origin);
  return (
    <ShownOnce token={token} command={command}>
      Run this where there are keys for AWS that may make these changes, and name what you allow; with{" "}
      <code className="font-mono text-[0.93em]">--policy</code> it prints the rights that its role needs:
    </ShownOnce>
  );
}

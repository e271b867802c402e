"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useEstate } from "../shell/use-estate";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { Labelled } from "../ui/labelled";
import { PanelError } from "../ui/panel-state";
import { Select } from "../ui/select";
import { NewToken } from "./new-token";
import { useSourceChanges } from "./use-sources";

const NEW_ESTATE = "new";

/** Creates a source: an agent, whose token is shown once, or a watched folder where the operator allowed one. */
export function AddSource() {
  const trpc = useTRPC();
  const nameId = useId();
  const folders = useQuery(trpc.source.folders.queryOptions());
  const { estates = [] } = useEstate();
  const { createAgent, createFolder } = useSourceChanges();
  const [kind, setKind] = useState("agent");
  const [name, setName] = useState("");
  const [estate, setEstate] = useState(NEW_ESTATE);
  const [folder, setFolder] = useState("");
  const choices = folders.data ?? [];
  const chosen = choices.includes(folder) ? folder : (choices[0] ?? "");
  const isFolder = kind === "folder" && choices.length > 0;
  const change = isFolder ? createFolder : createAgent;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const target =
      estate === NEW_ESTATE
        ? ({ kind: "new-estate", name } as const)
        : ({ kind: "estate", estateId: estate } as const);
    const onSuccess = () => setName("");
    if (isFolder) createFolder.mutate({ name, folder: chosen, target }, { onSuccess });
    else createAgent.mutate({ name, target }, { onSuccess });
  };
  return (
    <Card title="Add a source">
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <div className="flex flex-wrap items-end gap-3">
          <Labelled label="What">
            <Select
              label="What to add"
              value={isFolder ? "folder" : "agent"}
              onValueChange={setKind}
              options={[
                { value: "agent", label: "Read-only agent" },
                ...(choices.length > 0 ? [{ value: "folder", label: "Watched folder" }] : []),
              ]}
            />
          </Labelled>
          {isFolder ? (
            <Labelled label="Folder">
              <Select
                label="Folder to watch"
                value={chosen}
                onValueChange={setFolder}
                options={choices.map((each) => ({
                  value: each,
                  label: each === "" ? "the allowed folder" : each,
                }))}
              />
            </Labelled>
          ) : null}
          <div className="min-w-48 flex-1">
            <Labelled label="Name" htmlFor={nameId}>
              <Input
                id={nameId}
                required
                maxLength={120}
                placeholder="production"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </Labelled>
          </div>
          <Labelled label="Into">
            <Select
              label="Estate it mirrors into"
              value={estate}
              onValueChange={setEstate}
              options={[
                { value: NEW_ESTATE, label: "A new estate" },
                ...estates
                  .filter(({ isSample }) => !isSample)
                  .map(({ id, name: label }) => ({ value: id, label })),
              ]}
            />
          </Labelled>
          <Button type="submit" variant="primary" disabled={change.isPending}>
            Create
          </Button>
        </div>
        {choices.length > 0 ? null : (
          <p className="text-muted text-xs">
            A folder can be watched too, once the operator allows one: start Umbra with UMBRA_WATCH set to it.
          </p>
        )}
        {change.isError ? <PanelError title="The source was not created" error={change.error} /> : null}
        {createAgent.data === undefined ? null : <NewToken token={createAgent.data.token} />}
      </form>
    </Card>
  );
}

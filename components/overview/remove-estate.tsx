"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Name } from "../ui/name";
import { PanelError } from "../ui/panel-state";

interface RemoveEstateProps {
  readonly estateId: string;
  readonly name: string;
}

/** Removes an estate for good, after asking. */
export function RemoveEstate({ estateId, name }: RemoveEstateProps) {
  const [isOpen, setIsOpen] = useState(false);
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.estate.remove.mutationOptions({
      onSuccess: async () => {
        setIsOpen(false);
        await queryClient.invalidateQueries({ queryKey: trpc.estate.list.queryKey() });
        // The server decides where `/` leads: the newest estate left, or the import.
        router.push("/");
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button size="small" variant="danger" onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden="true" />
        Remove…
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title="Remove this estate"
        footer={
          <>
            <Button onClick={() => setIsOpen(false)}>Keep it</Button>
            <Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate({ estateId })}>
              Remove
            </Button>
          </>
        }
      >
        <p>
          <Name text={name} max={64} /> is removed with its snapshots, analyses, alerts, scenarios and rules,
          and its sources: their agents are shut out. This cannot be undone; export the configuration first if
          you may need it.
        </p>
        {remove.isError ? <PanelError title="The estate was not removed" error={remove.error} /> : null}
      </Dialog>
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Name } from "../ui/name";
import { PanelEmpty } from "../ui/panel-state";
import { resourcesHref } from "./resource-href";

interface NoResourceProps {
  readonly estateId: string;
  readonly at: string | null;
  readonly resourceId: string;
  readonly onLive: () => void;
}

/** The snapshot holds nothing with this id: it can be searched for, or looked for in the latest. */
export function NoResource({ estateId, at, resourceId, onLive }: NoResourceProps) {
  const router = useRouter();
  const [text, setText] = useState(resourceId.slice(0, 256));
  return (
    <PanelEmpty title="No such resource">
      <h1 className="sr-only">No such resource</h1>
      <p>
        {at === null ? "The latest snapshot" : "This snapshot"} holds nothing with the id{" "}
        <Name text={resourceId} mono max={80} />
        {at === null ? ". It may be gone, or stand in another estate." : ": it came later, or went before."}
      </p>
      <form
        className="flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          router.push(resourcesHref(estateId, at, text.trim()));
        }}
      >
        <Input
          type="search"
          aria-label="Search resources"
          className="w-80 max-w-full"
          maxLength={256}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">Search</Button>
        {at === null ? null : <Button onClick={onLive}>Back to live</Button>}
      </form>
    </PanelEmpty>
  );
}

"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Unplug } from "lucide-react";
import { Button } from "../ui/button";
import { Menu, MenuContent, MenuTrigger, menuItemLook } from "../ui/menu";
import { visibleText } from "../ui/visible-text";
import { useApplications, useBreak } from "./use-break";
import type { Topology } from "./use-topology";

/** Every application of the estate, each with the question what it takes to break it. */
export function BreakMenu({ topology }: { readonly topology: Topology }) {
  const applications = useApplications(topology.estateId);
  const { ask, isStarting } = useBreak(topology);
  if (applications.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button variant="ghost" size="small" disabled={isStarting}>
            <Unplug aria-hidden="true" />
            What would it take to break…
          </Button>
        }
      />
      <MenuContent>
        {applications.map((name) => (
          <Base.Item key={name} className={menuItemLook} onClick={() => ask(name)}>
            {visibleText(name)}
          </Base.Item>
        ))}
      </MenuContent>
    </Menu>
  );
}

import type { WorkspaceId } from "./ports/store";

/** On whose behalf a use case runs. Everything it reads or writes belongs to the actor's workspace. */
export interface Actor {
  /** `local`: whoever sits at this machine; the only kind until accounts exist. */
  readonly kind: "local";
  readonly id: string;
  readonly workspaceId: WorkspaceId;
}

/** The workspace every installation has. */
export const LOCAL_WORKSPACE_ID = "local" as WorkspaceId;

/** The person at the machine: the server binds to loopback only while this is the only actor. */
export const LOCAL_ACTOR: Actor = { kind: "local", id: "local", workspaceId: LOCAL_WORKSPACE_ID };

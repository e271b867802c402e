/** What the application hands to the process that serves it. */
export type Opened = {
  /** Ends answers that would go on for ever, so that their connections can be closed. */
  readonly endStreams: () => void;
  readonly close: () => Promise<void>;
};

/** What the serving process and the application inside it tell each other. */
export type ProcessHooks = {
  /** Set by the serving process: requests pass the guard before the application sees them. */
  isGuarded?: boolean;
  /** Called by the application when its ports are open, with what closes them. */
  opened?: (application: Opened) => void;
  /** Called by the application instead when it could not start, with the reason to show. */
  failed?: (reason: unknown) => void;
};

declare global {
  var umbraProcessHooks: ProcessHooks | undefined;
}

/** One object per process: the application is bundled apart, so a module's own state is not shared. */
export function processHooks(): ProcessHooks {
  globalThis.umbraProcessHooks ??= {};
  return globalThis.umbraProcessHooks;
}

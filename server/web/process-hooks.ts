/** What the serving process and the application inside it tell each other. */
export type ProcessHooks = {
  /** Set by the serving process: requests pass the guard before the application sees them. */
  isGuarded?: boolean;
  /** Set by the application once its ports are open: closes them. */
  stop?: () => Promise<void>;
  /** Set by the application when it could not start; the reason to show. */
  startError?: unknown;
};

declare global {
  var umbraProcessHooks: ProcessHooks | undefined;
}

/** One object per process: the application is bundled apart, so a module's own state is not shared. */
export function processHooks(): ProcessHooks {
  globalThis.umbraProcessHooks ??= {};
  return globalThis.umbraProcessHooks;
}

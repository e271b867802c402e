/** For `vi.waitFor`: how long a busy machine may take over what a quiet one does at once. */
export const PATIENT = { timeout: 20_000 };

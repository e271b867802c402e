import * as z from "zod";

/** Ids are ours or the provider's; nothing longer is either. */
export const idInput = z.string().min(1).max(512);
export const snapshotIdInput = z
  .string()
  .regex(/^[0-9a-f]{16,128}$/, "the id of a snapshot is 16 to 128 hexadecimal digits");
/** Text that a person types. */
export const textInput = z.string().max(512);

export const estateInput = z.object({ estateId: idInput });
/** Without `snapshotId`: the latest. */
export const snapshotInput = estateInput.extend({ snapshotId: snapshotIdInput.optional() });

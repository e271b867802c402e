import { appRouter } from "../server/api/root";
import { createCaller } from "../server/api/trpc";
import { wired } from "../server/wiring";

/** Whether anything has been imported, asked of the API as a page would. */
export async function hasEstates(): Promise<boolean> {
  const estates = await createCaller(appRouter)(await wired()).estate.list();
  return estates.length > 0;
}

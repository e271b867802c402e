/** Height above a box's contents, in map units; `server/engine/topology/pack.ts` keeps it free. */
export const TITLE_ROOM = 30;

/** Hides the database: which one it is, its tables, its lock and its migrations. */
export { openMemoryStore, openPGliteStore, SEED_FILE } from "./open-pglite";
export { openPostgresStore } from "./open-postgres";

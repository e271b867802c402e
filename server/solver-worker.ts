import { serveSolver } from "./adapters/solver";

// The entry of the solver's thread: it has no database, no socket and no setting.
serveSolver();

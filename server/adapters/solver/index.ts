/** Hides the solver's thread: when it starts, how a question is cut off, and what follows when it ends. */
export { serveSolver } from "./serve-solver";
export { type SolverSettings, startSolver } from "./start-solver";

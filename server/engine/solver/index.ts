/**
 * Hides Z3: how a search question is written, put and read. A question is a text of its own, so what is asked is
 * what can be exported and put to another solver.
 */
export { and, atLeast, atMost, type Formula, not, or, variable } from "./formula";
export { type ClaimedChoice, choiceQuestion, foundAddress, type RouteClaim } from "./packet/choice-question";
export {
  type AskedFlow,
  decidingRules,
  escapesTaken,
  type FlowQuestion,
  type FoundPacket,
  flowQuestion,
  foundPacket,
  isHeldBack,
} from "./packet/flow-question";
export { internetSpace } from "./packet/owners";
export {
  type Assertion,
  type SolverAnswer,
  type SolverQuestion,
  solverQuestion,
  trueNames,
} from "./question";
export { type OpenSolver, openZ3 } from "./z3";

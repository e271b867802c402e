import { assert } from "../net";
import type { SolverAnswer, SolverQuestion } from "./question";

type Loaded = Awaited<ReturnType<typeof import("z3-solver")["init"]>>;
type Z3 = Loaded["Z3"];
type Context = ReturnType<Z3["mk_context"]>;
type Solver = ReturnType<Z3["mk_simple_solver"]>;
type Ast = ReturnType<Z3["ast_vector_get"]>;

/** Z3, loaded. It works on one question at a time. */
export interface OpenSolver {
  /** Blocks its thread until Z3 has an answer or `timeLimitMs` have passed; never throws for what Z3 says. */
  readonly solve: (question: Pick<SolverQuestion, "text">, timeLimitMs: number) => SolverAnswer;
  /** Ends Z3's own threads; without it the process stays. */
  readonly close: () => Promise<void>;
}

/** Values of `Z3_lbool` and of the error codes that are told apart. */
const FALSE = -1;
const TRUE = 1;
const WARM_UP = "(declare-const x Bool)(assert x)(check-sat)";

/**
 * Loads Z3: about 0.3 s and 100 MB. Meant for a thread of its own, for a check blocks and only the end of the
 * thread ends it for certain. The time limit inside Z3 needs a helper thread, so one check is run at once.
 */
export async function openZ3(): Promise<OpenSolver> {
  const { init, killThreads } = await import("z3-solver");
  const { Z3, em } = await init();
  await warmUp(Z3);
  return {
    solve: ({ text }, timeLimitMs) => inContext(Z3, (context) => ask(Z3, em, context, text, timeLimitMs)),
    close: async () => {
      await killThreads(em);
    },
  };
}

async function warmUp(Z3: Z3): Promise<void> {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  const solver = Z3.mk_simple_solver(context);
  Z3.solver_inc_ref(context, solver);
  Z3.solver_from_string(context, solver, WARM_UP);
  await Z3.solver_check(context, solver);
  Z3.solver_dec_ref(context, solver);
  Z3.del_context(context);
}

/** One context per question: deleting it frees everything, where finalizers would be late. */
function inContext<T>(Z3: Z3, use: (context: Context) => T): T {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  try {
    return use(context);
  } finally {
    Z3.del_context(context);
  }
}

function ask(Z3: Z3, em: Loaded["em"], context: Context, text: string, timeLimitMs: number): SolverAnswer {
  const solver = Z3.mk_simple_solver(context);
  Z3.solver_inc_ref(context, solver);
  const params = Z3.mk_params(context);
  Z3.params_inc_ref(context, params);
  Z3.params_set_uint(context, params, Z3.mk_string_symbol(context, "timeout"), timeLimitMs);
  Z3.solver_set_params(context, solver, params);
  const refused = errorOf(Z3, context);
  if (refused !== undefined) return unknown(refused);
  Z3.solver_from_string(context, solver, text);
  // Z3 is silent about errors: an assertion that was not taken would go unnoticed and the answer be wrong.
  const malformed = errorOf(Z3, context);
  if (malformed !== undefined) return unknown(malformed);
  // The promise of the package costs ten times as much per check as its synchronous export.
  const verdict: unknown = em._Z3_solver_check(context, solver);
  const failed = errorOf(Z3, context);
  if (failed !== undefined) return unknown(failed);
  if (verdict === TRUE) return satisfied(Z3, context, solver);
  if (verdict === FALSE) return refuted(Z3, context, solver);
  return unknown(reasonText(Z3.solver_get_reason_unknown(context, solver)));
}

function satisfied(Z3: Z3, context: Context, solver: Solver): SolverAnswer {
  const model = Z3.solver_get_model(context, solver);
  Z3.model_inc_ref(context, model);
  const values: Record<string, string> = {};
  for (let index = 0; index < Z3.model_get_num_consts(context, model); index++) {
    const declaration = Z3.model_get_const_decl(context, model, index);
    const value = Z3.model_get_const_interp(context, model, declaration);
    if (value === null) continue;
    const symbol = Z3.get_symbol_string(context, Z3.get_decl_name(context, declaration));
    values[symbol] = Z3.is_numeral_ast(context, value)
      ? Z3.get_numeral_string(context, value)
      : String(Z3.get_bool_value(context, value) === TRUE);
  }
  const failed = errorOf(Z3, context);
  return failed === undefined ? { answer: "sat", values, core: [], reason: null } : unknown(failed);
}

function refuted(Z3: Z3, context: Context, solver: Solver): SolverAnswer {
  const core = Z3.solver_get_unsat_core(context, solver);
  Z3.ast_vector_inc_ref(context, core);
  const symbols = Array.from({ length: Z3.ast_vector_size(context, core) }, (_, index) =>
    nameOf(Z3, context, Z3.ast_vector_get(context, core, index)),
  );
  const failed = errorOf(Z3, context);
  return failed === undefined
    ? { answer: "unsat", values: {}, core: symbols.sort(), reason: null }
    : unknown(failed);
}

function nameOf(Z3: Z3, context: Context, ast: Ast): string {
  const declaration = Z3.get_app_decl(context, Z3.to_app(context, ast));
  return Z3.get_symbol_string(context, Z3.get_decl_name(context, declaration));
}

function errorOf(Z3: Z3, context: Context): string | undefined {
  const code = Z3.get_error_code(context);
  return code === 0 ? undefined : `Z3 reports an error: ${Z3.get_error_msg(context, code).trim()}`;
}

function reasonText(reason: string): string {
  assert(reason !== "", "Z3 gives a reason for not knowing");
  return reason === "canceled" || reason === "timeout" ? "the time limit passed" : `Z3 gave up: ${reason}`;
}

function unknown(reason: string): SolverAnswer {
  return { answer: "unknown", values: {}, core: [], reason };
}

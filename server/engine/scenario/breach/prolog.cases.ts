import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The clauses of SEC-7 as the document has them, letter by letter: what the derivation is compared with. */
const CLAUSES = `
at(internet)            :- start(internet).
at(Site)                :- start(Site), onprem(Site).
exec(V, L)              :- start(vm(V, L)), runs(V).
exec(V, user)           :- exec(V, root).
cred(K)                 :- extCred(K).
from(S)                 :- at(S).
from(V)                 :- exec(V, user).
net(D, P, N)            :- from(S), reach(S, D, P, N).
net(D, P, N)            :- from(S), reach(S, Lb, P, M), viaLB(Lb, M, D, N).
adj(V)                  :- exec(U, user), sameSubnet(U, V).
auth(_, C)              :- pr(C, none).
auth(V, C)              :- pr(C, low),  exec(V, user).
auth(V, C)              :- pr(C, low),  login(V, _, _, K, _), cred(K).
auth(V, C)              :- pr(C, high), login(V, _, _, K, root), cred(K).
act(C)                  :- ui(C, none).
act(C)                  :- ui(C, required), userInteraction.
hit(V, C)               :- vuln(V, C, P, N), av(C, network),  net(V, P, N), auth(V, C), act(C), runs(V).
hit(V, C)               :- vuln(V, C, P, N), av(C, adjacent), net(V, P, N), adj(V), auth(V, C), act(C), runs(V).
hit(V, C)               :- vuln(V, C, local, local), av(C, local), exec(V, user), auth(V, C), act(C).
exec(V, L)              :- hit(V, C), gain(C, exec, L).
leaks(V)                :- hit(V, C), gain(C, leak, _).
ssrf(V)                 :- hit(V, C), gain(C, ssrf, _).
down(V)                 :- hit(V, C), gain(C, dos, _).
cred(K)                 :- exec(V, L), credOn(V, K, L).
cred(K)                 :- leaks(V), credOn(V, K, user).
exec(V, L)              :- login(V, P, N, K, L), cred(K), net(V, P, N), runs(V).
role(R)                 :- start(role(R)).
role(R)                 :- exec(V, user), profile(V, R), imdsOn(V).
role(R)                 :- ssrf(V), profile(V, R), imdsOn(V), imdsV1(V).
role(R2)                :- role(R1), assume(R1, R2).
exec(V, root)           :- role(R), roleCan(R, runCommand, V), ssm(V), runs(V).
exposed(S)              :- store(S), storePort(S, P, N), net(S, P, N).
risk(S, read)           :- exposed(S), openAuth(S).
risk(S, read)           :- exposed(S), storeCred(S, K), cred(K).
risk(S, read)           :- role(R), roleCan(R, read, S).
risk(S, write)          :- role(R), roleCan(R, write, S).
risk(S, read)           :- hosts(V, S), exec(V, user).
risk(S, read)           :- hosts(V, S), leaks(V).
exfil(S)                :- risk(S, read), at(internet), net(S, _, _).
exfil(S)                :- risk(S, read), exec(V, user), reach(V, internet, tcp, 443).
exfil(S)                :- role(R), roleCan(R, read, S).
`;

const INPUTS =
  "start/1, reach/4, viaLB/4, sameSubnet/2, vuln/4, av/2, pr/2, ui/2, gain/3, runs/1, login/5, credOn/3, profile/2, imdsOn/1, imdsV1/1, assume/2, roleCan/3, store/1, storePort/3, openAuth/1, storeCred/2, hosts/2, ssm/1, extCred/1, onprem/1, userInteraction/0";
const DERIVED =
  "at/1, exec/2, cred/1, from/1, net/3, adj/1, auth/2, hit/2, leaks/1, ssrf/1, down/1, role/1, exposed/1, risk/2, exfil/1";
const TOLD = [
  ...["at(_)", "exec(_, _)", "cred(_)", "net(_, _, _)", "hit(_, _)", "leaks(_)", "ssrf(_)", "down(_)"],
  ...["role(_)", "exposed(_)", "risk(_, _)", "exfil(_)"],
];

const program = (file: string) => `
:- dynamic ${INPUTS}.
:- discontiguous ${DERIVED}, act/1.
:- table ${DERIVED}.
${CLAUSES}
forget :- forall(member(N/A, [${INPUTS}]), (functor(H, N, A), retractall(H))), abolish_all_tables.
tell(Id) :- forall((member(F, [${TOLD.join(", ")}]), call(F)), format("~w ~w~n", [Id, F])).
evaluate(S) :- repeat, read_term(S, T, []),
  ( T == end_of_file -> ! ; T = network(Id, Fs), forget, forall(member(F, Fs), assertz(F)), tell(Id), fail ).
:- open('${file}', read, S), evaluate(S), halt.
`;

/** What SWI-Prolog derives from each list of facts, sorted: all lists in one process. */
export function derivedByProlog(
  swipl: string,
  networks: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), "umbra-prolog-"));
  try {
    const facts = join(folder, "networks.pl");
    const main = join(folder, "clauses.pl");
    writeFileSync(facts, networks.map((list, id) => `network(${id}, [${list.join(", ")}]).\n`).join(""));
    writeFileSync(main, program(facts));
    const output = execFileSync(swipl, ["-q", main], {
      encoding: "utf8",
      maxBuffer: 1 << 30,
      timeout: 600_000,
    });
    const derived = networks.map(() => new Set<string>());
    for (const line of output.split("\n")) {
      const at = line.indexOf(" ");
      if (at > 0) derived[Number(line.slice(0, at))]?.add(line.slice(at + 1));
    }
    return derived.map((facts) => [...facts].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs that nobody here wrote and that the tests talk to: setting, program, where Debian's or a virtual environment has it. */
const PROGRAMS = [
  {
    setting: "UMBRA_TEST_MOTO",
    program: "moto_server",
    places: ["/opt/umbra-moto/bin/moto_server"],
    how: "no moto, which plays the provider: python3 -m venv DIR; DIR/bin/pip install 'moto[server]'; set UMBRA_TEST_MOTO to DIR/bin/moto_server",
  },
  {
    setting: "UMBRA_TEST_ALERTMANAGER",
    program: "prometheus-alertmanager",
    places: ["/usr/bin/prometheus-alertmanager"],
    how: "no Alertmanager: install it (Debian: apt-get install prometheus-alertmanager) or set UMBRA_TEST_ALERTMANAGER",
  },
  {
    setting: "UMBRA_TEST_AWSCLI",
    program: "aws",
    places: ["/usr/bin/aws"],
    how: "no AWS command line: install it (Debian: apt-get install awscli) or set UMBRA_TEST_AWSCLI",
  },
  {
    setting: "UMBRA_TEST_Z3",
    program: "z3",
    places: ["/usr/bin/z3"],
    how: "no z3 command: install it (Debian: apt-get install z3) or set UMBRA_TEST_Z3",
  },
  {
    setting: "UMBRA_TEST_SWIPL",
    program: "swipl",
    places: ["/usr/bin/swipl"],
    how: "no SWI-Prolog: install it (Debian: apt-get install swi-prolog-nox) or set UMBRA_TEST_SWIPL",
  },
];

/**
 * Finds the peers of the tests: as the setting says, where Debian puts them, or on the PATH.
 *
 * @returns by setting, what the tests need to know, or why the peer is missing
 */
export function findPeers(env = process.env) {
  return Object.fromEntries(
    PROGRAMS.map(({ setting, program, places, how }) => {
      const onPath = (env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
      const found = [env[setting], ...places, ...onPath].find((path) => path && existsSync(path));
      return [setting, found ? { env: { [setting]: found } } : { missing: how }];
    }),
  );
}

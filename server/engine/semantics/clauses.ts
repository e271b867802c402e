/**
 * The clauses of the network semantics that this interpreter answers for. Each has at least one row in the conformance
 * tables; the conformance test compares the two lists.
 */
export const BUILT_CLAUSES = [
  ...["Q-3", "Q-4", "Q-5", "Q-6", "Q-7", "Q-8", "Q-9"],
  ...["T-2", "T-3", "T-4", "T-5", "T-6", "T-7", "T-8"],
  ...["M-2", "M-5"],
  ...["ENI-1", "ENI-2", "ENI-3", "ENI-4", "ENI-5", "ENI-6", "SUB-2"],
  ...["R-1", "R-2", "R-3", "R-4", "R-5", "R-6", "R-7", "R-8", "R-9", "R-10", "R-11", "R-12", "R-13"],
  ...["R-14", "R-15", "R-16", "R-17"],
  ...["MBX-1", "MBX-2", "MBX-3", "MBX-4", "MBX-5"],
  ...["SG-1", "SG-2", "SG-3", "SG-4", "SG-5", "SG-6", "SG-7", "SG-8", "SG-9", "SG-10", "SG-11"],
  ...["NACL-1", "NACL-2", "NACL-3", "NACL-4", "NACL-5", "NACL-6", "NACL-7"],
  ...["IGW-1", "IGW-2", "IGW-3", "IGW-4", "IGW-5", "IGW-6", "IGW-7", "IGW-8", "EIGW-1", "BPA-1"],
  ...["NAT-1", "NAT-2", "NAT-3", "NAT-4", "NAT-5", "NAT-6", "NAT-7", "NAT-8"],
  ...["PCX-1", "PCX-2", "PCX-3", "PCX-4", "PCX-5", "PCX-6"],
  ...["TGW-1", "TGW-2", "TGW-3", "TGW-4", "TGW-5", "TGW-6", "TGW-7", "TGW-8", "TGW-9", "TGW-10"],
  ...["LB-1", "LB-2", "LB-3", "LB-4", "LB-5", "LB-6", "LB-7", "LB-8", "LB-9", "LB-10", "ALB-1", "ALB-2"],
  ...["NLB-1", "NLB-2", "NLB-3", "NLB-4", "NLB-5", "NLB-6", "CLB-1", "CL-1", "CL-2", "CL-3"],
  ...["VPCE-1", "VPCE-2", "VPCE-3", "VPCE-4", "GW-1", "GW-2", "GW-3", "GW-4"],
  ...["NFW-1", "SG-12", "F-29", "F-31"],
  ...["VPN-1", "VPN-2", "VPN-3", "VPN-4", "VPN-5", "VPN-6", "VPN-7", "VPN-8"],
  ...["SHR-1", "SHR-2", "SHR-4", "F-24", "F-25", "F-26"],
  ...["PL-1", "LL-1", "UNK-1", "UNK-2"],
  ...[
    "F-1",
    "F-2",
    "F-3",
    "F-4",
    "F-5",
    "F-6",
    "F-7",
    "F-8",
    "F-9",
    "F-10",
    "F-11",
    "F-12",
    "F-13",
    "F-14",
    "F-15",
    "F-16",
  ],
  ...["F-17", "F-18", "F-19", "F-20", "F-21", "F-22", "F-23", "F-27", "F-28", "F-30", "F-32", "F-33", "F-34"],
  ...["CL-4", "CL-5", "CL-7"],
  ...["SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5", "SEC-6", "SEC-7", "SEC-8", "SEC-9"],
  ...["SEC-10", "SEC-11", "SEC-12", "SEC-13"],
] as const;

/** The clauses that the load analysis answers for (`scenario/load`), each with a row in the capacity tables. */
export const LOAD_CLAUSES = ["CAP-1", "CAP-2", "CAP-3", "CAP-4", "CAP-5", "CAP-6", "CAP-7"] as const;

/** How many clauses each section has: with them, the conformance test sees one that is in no list. */
export const CLAUSE_COUNTS: Readonly<Record<string, number>> = {
  ...{ Q: 10, M: 5, T: 8, ENI: 6, SUB: 3, R: 17, SG: 12, NACL: 7, IGW: 8, EIGW: 1, BPA: 1, NAT: 9, PCX: 6 },
  ...{ TGW: 10, VPN: 8, VPCE: 4, LB: 10, ALB: 2, NLB: 6, CLB: 1, MBX: 5, GW: 4, NFW: 1, SHR: 4, PL: 1 },
  ...{ DNS: 1, LL: 1, ICMP: 1, UNK: 2, F: 34, CL: 7, CAP: 7, SEC: 13 },
};

/** Clauses without a row in the tables: what they are instead, or where else they are shown to hold. */
export const OTHER_CLAUSES: Readonly<Record<string, string>> = {
  "Q-1": "names what a question is made of",
  "Q-2": "names the verdicts",
  "Q-10": "names the reasons; aws-codes.test.ts has them all",
  "M-1": "how resources are told apart",
  "M-3": "the list of kinds and attributes, which the readers follow",
  "M-4": "kinds of another source of configuration, which is not read",
  "T-1": "what the state of a packet is made of",
  "SUB-1": "the shape of the data",
  "SUB-3": "a label on the map",
  "NAT-9": "an idle time, which decides about no new flow",
  "SHR-3": "how several readings are put together: adapters/aws/combine.test.ts",
  "DNS-1": "what is not resolved",
  "ICMP-1": "what a verdict does not say",
  "CL-6": "thresholds over several pairs: scenario/outage/threshold.test.ts",
};

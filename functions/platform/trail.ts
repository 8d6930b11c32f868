import type { AuditTrail } from "../kernel/audit.ts";
import type { MemberId } from "../kernel/ids.ts";
import { tenantMember } from "../kernel/ports.ts";
import { internal } from "./failures.ts";

/** The trail of one request: empty at its start, never shared between two. */
export const newTrail = (): AuditTrail => {
  const subjects = new Set<MemberId>();
  const aliases = new Map<string, MemberId>();
  const reads = new Set<string>();
  const commitments: string[] = [];
  let extra: Readonly<Record<string, string | number>> | undefined;
  let resource: string | undefined;
  let newcomer: ReturnType<AuditTrail["newcomer"]>;
  return {
    // The tenant's own texts are nobody's health information.
    disclose: (owner) => void (owner === tenantMember || subjects.add(owner)),
    discloseAlias: (alias, member) => {
      if ((aliases.get(alias) ?? member) !== member) throw internal("An alias stands for one member.");
      aliases.set(alias, member);
      subjects.add(member);
    },
    committed: (commitment) => void commitments.push(commitment),
    read: (awsRequestId) => void reads.add(awsRequestId),
    note: (more) => {
      extra = { ...extra, ...more };
    },
    about: (id) => {
      resource = id;
    },
    actAs: (made) => {
      newcomer = made;
    },
    newcomer: () => newcomer,
    subjects: () => [...subjects],
    memberBehind: (alias) => aliases.get(alias),
    facts: () => ({ reads: [...reads], extra, commitments: [...commitments], resource }),
  };
};

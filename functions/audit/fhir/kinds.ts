import type { AuditAction } from "../../kernel/actions.ts";
import { type Coding, custodian, dicom, eventType, interaction, kithAction, participation } from "./codes.ts";

/** How an action is told in the words of FHIR R4 and IHE BALP 1.1. */
export interface Kind {
  readonly type: Coding;
  readonly subtype: Coding;
  /** Create, read, update, delete, execute. */
  readonly action: "C" | "R" | "U" | "D" | "E";
  /** Codes of the program that asks, of Kith, and of the person. */
  readonly client: Coding;
  readonly server: Coding;
  readonly user: Coding;
  /** The profile of BALP, without `Patient`; none for what BALP has no profile for. */
  readonly profile?: "Create" | "Read" | "Update" | "Delete" | "Query";
}

const rest = eventType("rest");
const [source, destination, application] = [dicom("110153"), dicom("110152"), dicom("110150")];
const [author, recipient] = [participation("AUT"), participation("IRCP")];

const create: Kind = {
  ...{ type: rest, subtype: interaction("create"), action: "C", profile: "Create" },
  ...{ client: source, server: destination, user: author },
};
/** What is read goes the other way. */
const read: Kind = {
  ...{ type: rest, subtype: interaction("read"), action: "R", profile: "Read" },
  ...{ client: destination, server: source, user: recipient },
};
const update: Kind = { ...create, subtype: interaction("update"), action: "U", profile: "Update" };
const remove: Kind = {
  ...{ type: rest, subtype: interaction("delete"), action: "D", profile: "Delete" },
  ...{ client: application, server: custodian, user: author },
};
const search: Kind = {
  ...{ type: rest, subtype: interaction("search-type"), action: "E", profile: "Query" },
  ...{ client: source, server: destination, user: recipient },
};
/** Events of DICOM's audit messages, for which BALP has no profile (PS3.15 A.5). */
const dicomKind = (type: string, subtype: Coding, action: Kind["action"]): Kind => ({
  ...{ type: dicom(type), subtype, action },
  ...{ client: application, server: destination, user: author },
});
const alert = (subtype: string): Kind => dicomKind("110113", dicom(subtype), "U");
const logUsed = (action: AuditAction): Kind => dicomKind("110101", kithAction(action), "R");
const operation: Kind = { ...update, subtype: interaction("operation"), action: "E" };
const withoutProfile = ({ profile: _, ...kind }: Kind): Kind => kind;

/** Security roles changed; attributes of a user changed; the security configuration changed. */
const [rolesChanged, userChanged, configured] = [alert("110136"), alert("110137"), alert("110129")];

export const kinds: Readonly<Record<AuditAction, Kind>> = {
  "service.health": read,
  "service.contract": read,
  "service.discovery": read,
  "service.notices": read,
  "service.emergency": read,
  "invitation.create": create,
  "invitation.accept": rolesChanged,
  "invitation.import": create,
  "invitation.read-import": read,
  "invitation.import-row": create,
  "member.read-self": read,
  "member.read-settings": read,
  "member.change-settings": update,
  "member.sign-out": dicomKind("110114", dicom("110123"), "E"),
  "member.list": search,
  "member.suspend": userChanged,
  "member.reactivate": userChanged,
  "person.invite": create,
  "person.find": search,
  "person.suspend": userChanged,
  "person.reactivate": userChanged,
  "program.create": create,
  "program.list": search,
  "program.read": read,
  "care-team.read": search,
  "care-team.assign": rolesChanged,
  "care-team.release": rolesChanged,
  "space.create": create,
  "space.list": search,
  "space.join": update,
  "space.leave": update,
  "space.return": update,
  "thread.start": create,
  "thread.list": search,
  "thread.read": read,
  "thread.mark-read": update,
  "thread.unread": read,
  "message.post": create,
  // A page of messages of one thread.
  "message.read": search,
  "message.edit": update,
  "message.undo": remove,
  "message.delete": remove,
  "message.react": update,
  "message.pin": update,
  "draft.read": read,
  "draft.save": update,
  "draft.discard": remove,
  "poll.vote": update,
  "audit.read-events": logUsed("audit.read-events"),
  "audit.read-counts": logUsed("audit.read-counts"),
  "audit.read-integrity": logUsed("audit.read-integrity"),
  "audit.read-fhir": logUsed("audit.read-fhir"),
  "audit.read-own": logUsed("audit.read-own"),
  "tenant.set-up": configured,
  "keys.rotate": configured,
  "pool-keys.refresh": configured,
  "sign-in.tell": userChanged,
  unknown: withoutProfile(operation),
  // A request that came again, and was answered from what the first one had made.
  replay: withoutProfile(operation),
};

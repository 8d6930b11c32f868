/** A code of a system, as FHIR writes it. */
export interface Coding {
  readonly system: string;
  readonly code: string;
}

const coded =
  (system: string) =>
  (code: string): Coding => ({ system, code });

/** DICOM's codes of audit messages (PS3.16 CID 400 to 404). */
export const dicom = coded("http://dicom.nema.org/resources/ontology/DCM");
export const eventType = coded("http://terminology.hl7.org/CodeSystem/audit-event-type");
export const interaction = coded("http://hl7.org/fhir/restful-interaction");
export const participation = coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType");
export const custodian = coded("http://terminology.hl7.org/CodeSystem/provenance-participant-type")(
  "custodian",
);
export const purposeOfUse = coded("http://terminology.hl7.org/CodeSystem/v3-ActReason");
export const sourceType = coded("http://terminology.hl7.org/CodeSystem/security-source-type");
export const entityType = coded("http://terminology.hl7.org/CodeSystem/audit-entity-type");
export const entityRole = coded("http://terminology.hl7.org/CodeSystem/object-role");
export const balpEntityType = coded("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType");

/** Kith's own words. */
export const kithAction = coded("urn:kith:action");
export const kithRole = coded("urn:kith:role");

/** The canonical address of a profile of IHE BALP 1.1. */
export const balpProfile = (name: string): string =>
  `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${name}`;

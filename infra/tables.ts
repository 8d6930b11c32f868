/** The tables of a tenant by their logical names, and the customer key under which AWS stores each. */
export const tableKeys = {
  community: "data",
  keyring: "data",
  audit: "audit",
  "audit-keys": "audit",
  "audit-index": "audit",
} as const;

export type TableName = keyof typeof tableKeys;

export const tableNames: readonly TableName[] = Object.keys(tableKeys).filter(isTableName);

export function isTableName(name: string): name is TableName {
  return name in tableKeys;
}

/** The tables of a tenant by their logical names, and the customer key under which AWS stores each. */
export const tableKeys = {
  community: "data",
  keyring: "data",
  audit: "audit",
  "audit-keys": "audit",
  "audit-index": "audit",
} as const;

export type TableName = keyof typeof tableKeys;

/** The tables whose changes can be followed, and what of an item a change shows. */
export const streamViews: Readonly<Partial<Record<TableName, string>>> = {
  community: "KEYS_ONLY",
  audit: "NEW_AND_OLD_IMAGES",
};

export const tableNames: readonly TableName[] = Object.keys(tableKeys).filter(isTableName);

export function isTableName(name: string): name is TableName {
  return name in tableKeys;
}

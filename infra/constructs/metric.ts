/** One metric of CloudWatch, as an alarm or a widget names it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Maximum`, or a percentile such as `p99`. */
  readonly statistic: string;
}

/** What an alarm looks at: one metric, or several that are put together. CloudWatch takes ten in one alarm. */
export interface Watched {
  readonly metrics: readonly Metric[];
  /** How several are put together. */
  readonly together?: "SUM" | "MAX";
}

/** A metric of a function. */
export const ofFunction = (functionName: string, name: string, statistic = "Sum"): Metric => ({
  namespace: "AWS/Lambda",
  name,
  dimensions: { FunctionName: functionName },
  statistic,
});

/** A metric of the API and its one stage. */
export const ofApi = (apiName: string, stage: string, name: string, statistic: string): Metric => ({
  namespace: "AWS/ApiGateway",
  name,
  dimensions: { ApiName: apiName, Stage: stage },
  statistic,
});

/** A metric of a table, of one operation on it where AWS counts by operation only. */
export const ofTable = (tableName: string, name: string, operation?: string): Metric => ({
  namespace: "AWS/DynamoDB",
  name,
  dimensions: { TableName: tableName, ...(operation === undefined ? {} : { Operation: operation }) },
  statistic: "Sum",
});

/** Metrics that Kith makes from its logs. One tenant's lie apart from another's in the same account. */
export const ownNamespace = (tenant: string): string => `Kith/${tenant}`;

export const own = (tenant: string, name: string): Metric => ({
  namespace: ownNamespace(tenant),
  name,
  dimensions: {},
  statistic: "Sum",
});

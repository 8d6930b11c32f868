/** When the local stream began: the same in every run, whatever the database writes, and never compared with a clock. */
export const STREAM_LABEL = "2026-01-01T00:00:00.000";

/** The ARN of the stream of a table, as `Fn::GetAtt` gives it. */
export function streamArnOf(tableArn: string): string {
  return `${tableArn}/stream/${STREAM_LABEL}`;
}

const att = (id: string, attribute: string) => ({ "Fn::GetAtt": [id, attribute] });

/** A mapping from the stream of `Table` to the function `Run`. */
export function mappingOf(properties: object = {}): object {
  return {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      EventSourceArn: att("Table", "StreamArn"),
      FunctionName: { Ref: "Run" },
      StartingPosition: "TRIM_HORIZON",
      ...properties,
    },
  };
}

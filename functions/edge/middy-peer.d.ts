/** middy's types name an optional peer that Kith does not install. */
declare module "@aws/durable-execution-sdk-js" {
  export type DurableContext = never;
}

import type { ProxyResponse } from "./respond.ts";

/** Lets a browser page of the tenant's one allowed origin read an answer; without such an origin no page of another may. */
export const readableFrom = (origin: string | undefined, response: ProxyResponse): ProxyResponse =>
  origin === undefined
    ? response
    : {
        ...response,
        headers: {
          ...response.headers,
          "Access-Control-Allow-Origin": origin,
          "Access-Control-Expose-Headers": "ETag,Link,Retry-After",
          Vary: "Origin",
        },
      };

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const two = (value: number) => String(value).padStart(2, "0");

/** A time as Java writes it, for example `Mon Jul 20 02:28:52 UTC 2026`. */
function javaDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":");
  const day = `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
  return `${day} ${time} UTC ${date.getUTCFullYear()}`;
}

const times: ReadonlySet<string> = new Set(["exp", "iat"]);

function asText(name: string, value: unknown): string {
  if (times.has(name) && typeof value === "number") return javaDate(value);
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(String).join(",") : JSON.stringify(value);
}

/**
 * The claims of a token as a REST API's Cognito authorizer hands them to a function: text only, `exp` and `iat` as dates,
 * lists joined by commas. Source: captured events of REST APIs.
 */
export function claimsOfEvent(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const present = Object.entries(payload).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, asText(name, value)]));
}

import type { Account } from "./account.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const style = `
  body { font: 1.375rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }
  button { font: inherit; display: block; width: 100%; margin: 0.75rem 0; padding: 1rem; text-align: left; color: #111; background: #eef3fb; border: 2px solid #234f8e; border-radius: 0.5rem; cursor: pointer; }
  button:hover, button:focus-visible { background: #d5e3f8; outline: 4px solid #234f8e; outline-offset: 2px; }
  small { display: block; color: #333; }
`;

function button({ username, attributes: { name = username, email = "" } }: Account): string {
  return `<button name="username" value="${escapeHtml(username)}">${escapeHtml(name)}<small>${escapeHtml(email)}</small></button>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>
`;
}

/** The page on which someone chooses who they are: one button per person, no password. */
export function signInPage(people: readonly Account[]): string {
  const choice = `<form method="post">${people.map(button).join("\n")}</form>`;
  return page("Who is signing in?", people.length === 0 ? "<p>Nobody can sign in here yet.</p>" : choice);
}

/** The page of a sign-in that cannot go on; the code is one of OAuth's. */
export function refusalPage(code: string): string {
  return page(
    "This sign-in cannot go on",
    `<p>${escapeHtml(code)}</p><p>Go back to the application and start again.</p>`,
  );
}

import type { StackTemplate } from "../../../infra/template.ts";

/** Something of JSON that an edit may change. */
export type Json = Record<string, unknown>;

/** A small change of a template. */
export type Edit = (resources: Record<string, Json>) => void;

/** The template after some edits; the one that was given stays as it is. */
export function edited(template: StackTemplate, ...edits: readonly Edit[]): StackTemplate {
  const copy: { Resources: Record<string, Json> } = structuredClone(template) as never;
  for (const edit of edits) edit(copy.Resources);
  return copy as never;
}

/** Sets what stands at a path of a resource's properties. Fails when the way there is not in the template. */
export const put =
  (id: string, path: string, value: unknown): Edit =>
  (resources) => {
    const { parent, last } = place(found(resources, id), `Properties.${path}`);
    parent[last] = value;
  };

/** Takes out what stands at a path. Fails when nothing does. */
export const drop =
  (id: string, path: string): Edit =>
  (resources) => {
    const { parent, last } = place(found(resources, id), `Properties.${path}`);
    if (!(last in parent)) throw new Error(`Nothing to take out at ${id}.${path}`);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  };

/** Adds to the list at a path. */
export const append =
  (id: string, path: string, value: unknown): Edit =>
  (resources) => {
    const { parent, last } = place(found(resources, id), `Properties.${path}`);
    const list = parent[last];
    if (!Array.isArray(list)) throw new Error(`No list at ${id}.${path}`);
    list.push(value);
  };

/** Sets what stands beside the properties, such as the deletion policy. */
export const attribute =
  (id: string, name: string, value: unknown): Edit =>
  (resources) => {
    found(resources, id)[name] = value;
  };

/** Adds a resource. */
export const add =
  (id: string, Type: string, Properties: Json = {}, rest: Json = {}): Edit =>
  (resources) => {
    if (resources[id] !== undefined) throw new Error(`${id} is there already`);
    resources[id] = { Type, Properties, ...rest };
  };

/** Takes a resource out. */
export const remove =
  (id: string): Edit =>
  (resources) => {
    delete resources[idLike(resources, id)];
  };

/** Gives a resource another logical id. References to it stay as they are. */
export const rename =
  (from: string, to: string): Edit =>
  (resources) => {
    resources[to] = found(resources, from);
    delete resources[from];
  };

/** Changes the statement of a name in the policy of a role, key or table. */
export const statement =
  (id: string, sid: string, change: Json): Edit =>
  (resources) => {
    const all = statements(found(resources, id));
    const one = all.find(({ Sid }) => Sid === sid);
    if (one === undefined) throw new Error(`No statement ${sid} in ${id}`);
    Object.assign(one, change);
    for (const [name, value] of Object.entries(change)) if (value === undefined) delete one[name];
  };

/** Adds a statement to the policy of a role, key or table. */
export const grant =
  (id: string, added: Json): Edit =>
  (resources) => {
    statements(found(resources, id)).push({ Sid: "Planted", Effect: "Allow", ...added });
  };

/** Takes a statement out. */
export const revoke =
  (id: string, sid: string): Edit =>
  (resources) => {
    const all = statements(found(resources, id));
    const at = all.findIndex(({ Sid }) => Sid === sid);
    if (at < 0) throw new Error(`No statement ${sid} in ${id}`);
    all.splice(at, 1);
  };

function statements(resource: Json): Json[] {
  const properties = resource.Properties as Json;
  const replica = (properties.Replicas as Json[] | undefined)?.[0]?.ResourcePolicy as Json | undefined;
  const document = (properties.PolicyDocument ?? properties.KeyPolicy ?? replica?.PolicyDocument) as Json;
  return document.Statement as Json[];
}

/** A logical id, or the only one that begins so: those of unpinned resources end in a digest. */
export function idLike(resources: Readonly<Record<string, unknown>>, id: string): string {
  if (resources[id] !== undefined) return id;
  const ids = Object.keys(resources).filter((one) => one.startsWith(id));
  const [only] = ids;
  if (only === undefined || ids.length > 1) throw new Error(`${ids.length} resources begin with ${id}`);
  return only;
}

const found = (resources: Record<string, Json>, id: string): Json => resources[idLike(resources, id)] as Json;

function place(resource: Json, path: string): { readonly parent: Json; readonly last: string } {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const parent = steps.reduce<unknown>((inner, step) => {
    const next = (inner as Json)[step];
    if (typeof next !== "object" || next === null) throw new Error(`No ${step} on the way to ${path}`);
    return next;
  }, resource);
  return { parent: parent as Json, last };
}

import type pg from 'pg'
import { roleNames } from './roles.ts'

/** Who runs structure changes, the tables that neither we nor `t7_owner` own, and whether the schema for kept things is ours. */
export type TableOwner = { readonly role: string; readonly foreign: readonly string[]; readonly kept: boolean }

type Owned = { readonly name: string; readonly kind: string; readonly owner: string; readonly ours: boolean }

const { reader, editor, admin, owner } = roleNames

/** Sequences of identity and serial columns follow their table and can't be given by themselves. */
const readOwned = async (client: pg.Client): Promise<readonly Owned[]> => {
  const { rows } = await client.query<Owned>(
    `select c.relname as name, c.relkind as kind, pg_get_userbyid(c.relowner) as owner, pg_has_role(current_user, c.relowner, 'usage') as ours
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('e', 'a', 'i'))
     order by c.relname`,
  )
  return rows
}

const words: Readonly<Record<string, string>> = { v: 'view', m: 'materialized view', f: 'foreign table', S: 'sequence' }

const takeOwnership = async (client: pg.Client, login: string, objects: readonly Owned[]): Promise<readonly Owned[]> => {
  const taken: Owned[] = []
  for (const object of objects) {
    if (object.owner !== login) {
      taken.push(object)
      continue
    }
    const name = `public.${client.escapeIdentifier(object.name)}`
    await client.query(`alter ${words[object.kind] ?? 'table'} ${name} owner to ${owner}`)
    taken.push({ ...object, owner })
  }
  return taken
}

/** `except`: tables of others, on which we can give nothing. */
const grantTables = async (client: pg.Client, objects: readonly Owned[]): Promise<void> => {
  const names = objects
    .filter((object) => object.ours && object.kind !== 'S')
    .map((object) => `public.${client.escapeIdentifier(object.name)}`)
  for (let at = 0; at < names.length; at += 200) {
    const list = names.slice(at, at + 200).join(', ')
    await client.query(`grant select on table ${list} to ${reader}, ${editor}, ${admin}, ${owner};
      grant insert, update on table ${list} to ${editor}, ${admin};
      grant delete, truncate on table ${list} to ${admin};
      grant references on table ${list} to ${owner}`)
  }
}

const grantSequences = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'S' and pg_has_role(current_user, c.relowner, 'usage')`,
  )
  const names = rows.map((row) => `public.${client.escapeIdentifier(row.name)}`)
  for (let at = 0; at < names.length; at += 200) {
    await client.query(`grant usage, select on sequence ${names.slice(at, at + 200).join(', ')} to ${editor}, ${admin}`)
  }
}

const defaultsFor = (role: string): string => `
  alter default privileges for role ${role} in schema public grant select on tables to ${reader}, ${editor}, ${admin};
  alter default privileges for role ${role} in schema public grant insert, update on tables to ${editor}, ${admin};
  alter default privileges for role ${role} in schema public grant delete, truncate on tables to ${admin};
  alter default privileges for role ${role} in schema public grant usage, select on sequences to ${editor}, ${admin}`

/** The schema for things kept aside belongs to the owner. False where somebody else's has its name. */
const provideKept = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ owner: string; ours: boolean }>(
    `select pg_get_userbyid(nspowner) as owner, pg_has_role(current_user, nspowner, 'usage') as ours from pg_namespace where nspname = 't7_kept'`,
  )
  const found = rows[0]
  if (found === undefined) await client.query(`create schema t7_kept authorization ${owner}`)
  else if (!found.ours) return false
  else if (found.owner !== owner) await client.query(`alter schema t7_kept owner to ${owner}`)
  await client.query(`grant usage on schema t7_kept to ${editor}, ${admin};
    alter default privileges for role ${owner} in schema t7_kept grant select, insert on tables to ${editor}, ${admin}`)
  return true
}

const grantSchemas = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ owns_database: boolean; owns_public: boolean; database: string }>(
    `select current_database() as database,
       pg_has_role(current_user, (select datdba from pg_database where datname = current_database()), 'usage') as owns_database,
       pg_has_role(current_user, (select nspowner from pg_namespace where nspname = 'public'), 'usage') as owns_public`,
  )
  const found = rows[0]
  if (found?.owns_public === true) {
    await client.query(`grant usage on schema public to ${reader}, ${editor}, ${admin}; grant usage, create on schema public to ${owner}`)
  }
  if (found?.owns_database === true) {
    const database = client.escapeIdentifier(found.database)
    // Undo keeps dropped tables in schemas of their own, and before-images in temporary tables.
    await client.query(`revoke temporary on database ${database} from public; grant create, temporary on database ${database} to ${owner}`)
  }
}

/** The owner records changes through two functions of our schema, and reaches nothing else there. */
const grantRecording = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ made: boolean }>(`select to_regprocedure('t7.keep_change(jsonb)') is not null as made`)
  if (rows[0]?.made !== true) return
  await client.query(
    `grant usage on schema t7 to ${owner}; grant execute on function t7.keep_change(jsonb), t7.keep_undone(text, text) to ${owner}`,
  )
}

/** Gives every level its rights on what is there and on what will be made. */
export const grantRoles = async (
  client: pg.Client,
  options: { readonly login: string; readonly takeOwnership: boolean },
): Promise<TableOwner> => {
  await grantSchemas(client)
  const kept = await provideKept(client)
  const found = await readOwned(client)
  const objects = options.takeOwnership ? await takeOwnership(client, options.login, found) : found
  await grantTables(client, objects)
  await grantSequences(client)
  await grantRecording(client)
  await client.query(`${defaultsFor(owner)}; ${defaultsFor(client.escapeIdentifier(options.login))}`)
  const others = objects.filter((object) => object.owner !== owner)
  const foreign = objects.filter((object) => !object.ours).map((object) => object.name)
  return { role: others.length === 0 ? owner : options.login, foreign, kept }
}

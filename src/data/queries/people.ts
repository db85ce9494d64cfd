import { type Database, storable } from './database.ts'

export type Person = { readonly id: string; readonly name: string }

/** A person as they are called now; who asks or keeps something is one of T7's people. */
export const keepPerson = async (database: Pick<Database, 'query'>, { id, name }: Person): Promise<void> => {
  await database.query(
    `insert into t7.people (id, name) values ($1, $2) on conflict (id) do update set name = excluded.name where people.name <> excluded.name`,
    [id, storable(name)],
  )
}

import { expect, test } from 'vitest'
import { parseCreateTable } from './parse-create-table.ts'

test('reads rules beside columns and of the table, whatever is between them', () => {
  const { rules, autoincrement } = parseCreateTable(`create table "a (b" (
    id integer constraint pk primary key autoincrement, -- check (no)
    [x y] text not null constraint "largo" check (length([x y]) > 1 and [x y] <> ')') default 'check (no)',
    z int references t(id) on delete cascade unique /* unique (no) */,
    "check" text,
    constraint u unique (z, "check"),
    check (z > 0),
    constraint f foreign key (z, id) references t (a, b)
  ) without rowid`)
  expect(autoincrement).toBe(true)
  expect(rules).toEqual([
    { kind: 'primary_key', name: 'pk', columns: ['id'], expression: '' },
    { kind: 'check', name: 'largo', columns: ['x y'], expression: `length([x y]) > 1 and [x y] <> ')'` },
    { kind: 'reference', name: null, columns: ['z'], expression: '' },
    { kind: 'unique', name: null, columns: ['z'], expression: '' },
    { kind: 'unique', name: 'u', columns: ['z', 'check'], expression: '' },
    { kind: 'check', name: null, columns: [], expression: 'z > 0' },
    { kind: 'reference', name: 'f', columns: ['z', 'id'], expression: '' },
  ])
})

test.each(['create table x as select 1', 'create virtual table x using fts5(a)', '', 'create table x ('])('%s has no rules', (sql) => {
  expect(parseCreateTable(sql).rules).toEqual([])
})

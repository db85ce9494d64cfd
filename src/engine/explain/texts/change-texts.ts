import type { Text } from '../fill-text.ts'

/** Changes that can't be made, be undone, or need a second look. */
export const changeTexts: Readonly<Record<string, Text>> = {
  'change.unknown_table': { es: 'No existe la tabla «{table}».', en: 'There is no table "{table}".' },
  'change.unknown_column': {
    es: 'La tabla «{table}» no tiene la columna «{column}».',
    en: 'The table "{table}" has no column "{column}".',
  },
  'change.unknown_constraint': { es: 'La tabla «{table}» no tiene la regla «{name}».', en: 'The table "{table}" has no rule "{name}".' },
  'change.unknown_index': { es: 'No existe el índice «{name}»[ en {table}].', en: 'There is no index "{name}"[ on {table}].' },
  'change.unknown_view': { es: 'No existe la vista «{name}».', en: 'There is no view "{name}".' },
  'change.already_exists': { es: 'Ya existe «{name}». Elige otro nombre.', en: '"{name}" already exists. Choose another name.' },
  'change.column_exists': { es: '«{table}» ya tiene una columna «{column}».', en: '"{table}" already has a column "{column}".' },
  'change.constraint_exists': { es: '«{table}» ya tiene una regla «{name}».', en: '"{table}" already has a rule "{name}".' },
  'change.needs_fill': {
    es: '«{column}» no puede ser obligatoria sin más: «{table}» ya tiene filas. Dime con qué valor rellenarlas, o ponle un valor por defecto.',
    en: '"{column}" cannot just be required: "{table}" already has rows. Tell me a value to fill them with, or give it a default.',
  },
  'change.default_not_constant': {
    es: 'El valor por defecto de «{column}» tiene que ser un valor fijo, la fecha de hoy o la hora actual.',
    en: 'The default of "{column}" must be a fixed value, today\'s date or the current time.',
  },
  'change.last_column': {
    es: '«{table}» no puede quedarse sin columnas. Si no la necesitas, elimina la tabla.',
    en: '"{table}" cannot be left without columns. If you do not need it, drop the table.',
  },
  'change.value_count': {
    es: 'Cada fila de «{table}» necesita {expected} valores y hay una con {found}.',
    en: 'Each row of "{table}" needs {expected} values and one has {found}.',
  },
  'change.unsupported': { es: 'Ese cambio no se puede hacer en {dialect}.', en: 'That change cannot be made in {dialect}.' },
  'change.references_view': {
    es: '«{table}» es una vista: no se puede enlazar con ella.',
    en: '"{table}" is a view: nothing can refer to it.',
  },
  'change.broken_references': {
    es: 'No se puede: {rows} filas de «{table}» se quedarían apuntando a filas de «{target}» que no existen.',
    en: 'It cannot be done: {rows} rows of "{table}" would refer to rows of "{target}" that do not exist.',
  },
  'change.reference_not_found': { es: 'No encuentro «{value}»[ en {table}].', en: 'I cannot find "{value}"[ in {table}].' },
  'change.value_not_allowed': {
    es: '«{value}» no es un valor posible[ de {column}][. Los posibles: {allowed}].',
    en: '"{value}" is not a possible value[ of {column}][. The possible ones: {allowed}].',
  },
  'change.value_out_of_range': {
    es: '«{value}» está fuera de lo permitido[ en {column}].',
    en: '"{value}" is out of range[ in {column}].',
  },
  'change.type_mismatch': { es: '«{value}» no vale[ para {column}].', en: '"{value}" does not fit[ {column}].' },
  'change.table_in_use': {
    es: '«{table}» está enlazada desde {tables}. Quita antes esos enlaces.',
    en: '"{table}" is referred to by {tables}. Remove those references first.',
  },
  'change.whole_database': {
    es: 'No borro la base de datos entera. Dime qué tabla quieres eliminar.',
    en: 'I do not delete the whole database. Tell me which table to drop.',
  },
  'change.nothing_to_change': {
    es: 'No hay nada que cambiar: ninguna fila cumple eso.',
    en: 'There is nothing to change: no row matches that.',
  },
  'change.whole_table': { es: 'Afecta a todas las filas[ de {table}].', en: 'It affects every row[ of {table}].' },
  'change.has_dependents': { es: 'Dependen de esto: {dependents}.', en: 'These depend on it: {dependents}.' },
  'change.undone': { es: 'Deshecho: los datos están como antes del cambio.', en: 'Undone: the data is as it was before the change.' },
  'change.stale': {
    es: 'Los datos o la estructura han cambiado desde que lo viste. Vuelve a pedirlo para ver cómo quedaría ahora.',
    en: 'The data or the structure changed since you saw it. Ask again to see how it would be now.',
  },
  'change.too_large': {
    es: 'No se podrá deshacer: afecta a {rows} filas y solo se guardan {limit}.',
    en: 'It cannot be undone: it affects {rows} rows and only {limit} are kept.',
  },
  'change.not_captured': {
    es: 'No se podrá deshacer: es SQL escrito a mano del que no conozco el cambio contrario.',
    en: 'It cannot be undone: it is hand-written SQL whose opposite I do not know.',
  },
  'change.already_undone': { es: 'Este cambio ya está deshecho.', en: 'This change is already undone.' },
  'change.cannot_undo': {
    es: 'Este cambio se hizo avisando de que no se podría deshacer.',
    en: 'This change was made knowing it could not be undone.',
  },
  'change.row_changed': {
    es: 'La fila {key} de «{table}» ha cambiado después[: {column} era «{expected}» y ahora es «{found}»].',
    en: 'Row {key} of "{table}" changed since then[: {column} was "{expected}" and now is "{found}"].',
  },
  'change.row_gone': { es: 'La fila {key} de «{table}» ya no existe.', en: 'Row {key} of "{table}" no longer exists.' },
  'change.row_taken': { es: 'En «{table}» ya hay otra fila con la clave {key}.', en: 'In "{table}" another row now has the key {key}.' },
  'change.rows_added': {
    es: 'Se perderían {rows} filas añadidas después a «{table}».',
    en: '{rows} rows added later to "{table}" would be lost.',
  },
  'change.rows_refer': {
    es: '{rows} filas de «{table}» añadidas después apuntan a lo que se quitaría de «{target}».',
    en: '{rows} rows added later to "{table}" refer to what would go from "{target}".',
  },
  'change.object_gone': { es: '«{object}» ya no existe.', en: '"{object}" no longer exists.' },
  'change.object_changed': { es: '«{object}» ha cambiado después[: {detail}].', en: '"{object}" changed since then[: {detail}].' },
  'change.name_taken': { es: 'El nombre «{object}» ya está ocupado.', en: 'The name "{object}" is taken now.' },
  'change.values_added': {
    es: 'Se perderían los valores escritos después en «{column}» de «{table}» ({rows} filas).',
    en: 'Values written later in "{column}" of "{table}" would be lost ({rows} rows).',
  },
  'change.violates': {
    es: 'Los datos de hoy no cumplen la regla que se recuperaría[: «{constraint}»].',
    en: 'Today\'s data breaks the rule that would come back[: "{constraint}"].',
  },
}

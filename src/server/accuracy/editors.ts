import { type Role, role } from '#contracts/role.ts'
import type { Actor } from '../actor.ts'

const rank = (one: Role): number => role.options.indexOf(one)

/** The role that may do less. */
export const lesserRole = (one: Role, other: Role): Role => (rank(one) <= rank(other) ? one : other)

/** Who may change the set that everybody is measured by, and measure it. Accepting an answer of one's own is open to all. */
export const mayEdit = ({ role: own }: Pick<Actor, 'role'>): boolean => rank(own) >= rank('editor')

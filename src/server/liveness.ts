import { z } from 'zod'

/** What a T7 that is up says at `/health/live`, from the moment it listens. */
export const live = { name: 't7', status: 'live' } as const

export const liveness = z.object({ name: z.literal('t7') })

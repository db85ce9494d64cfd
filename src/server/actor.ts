import type { MiddlewareHandler } from 'hono'
import type { Language } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'

/** Who a request acts for. */
export type Actor = { readonly id: string; readonly name: string; readonly role: Role; readonly language: Language }

/** Tells who makes a request. The composition chooses it; a request can never name its own role. */
export type Identify = (request: Request) => Promise<Actor>

export type ServerEnvironment = { Variables: { actor: Actor } }

/** Until there are accounts, whoever reaches this computer's own address is its administrator. */
export const localActor = (language: Language): Actor => ({ id: 'local', name: 'local', role: 'admin', language })

export const withActor =
  (identify: Identify): MiddlewareHandler<ServerEnvironment> =>
  async (context, next) => {
    context.set('actor', await identify(context.req.raw))
    await next()
  }

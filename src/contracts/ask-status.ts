import type { AskStatus } from './api.ts'
import type { Outcome } from './outcome.ts'

/** The status that an outcome leaves its ask in. */
export const statusOf = (outcome: Outcome): AskStatus => {
  switch (outcome.kind) {
    case 'answer':
      return 'answered'
    case 'confirm':
      return 'waiting'
    case 'applied':
      return outcome.undo.state === 'done' ? 'undone' : 'applied'
    case 'clarify':
      return 'clarify'
    case 'refuse':
      return 'refused'
    case 'message':
      return outcome.topic === 'cancelled' ? 'cancelled' : 'message'
  }
}

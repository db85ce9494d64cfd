import { T7Error } from '#contracts/error.ts'
import { createRunner } from './runner.ts'
import { type Answer, packFailure, type Request } from './runner-messages.ts'

/** A process of its own for one SQLite file: SQLite runs a statement to its end, so a heavy one is stopped by ending its process. */
const runner = createRunner(process.argv[2] ?? '')

const perform = (request: Request): unknown => {
  switch (request.kind) {
    case 'know':
      return runner.know(request.types)
    case 'read':
      return runner.read(request.statement, request.caps)
    case 'begin':
      return runner.begin(request.role, request.foreignKeys)
    case 'run':
      return runner.run(request.statement, request.as)
    case 'end':
      return runner.end(request.commit)
  }
}

const answer = (request: Request): Answer => {
  try {
    return { value: perform(request) }
  } catch (error) {
    if (error instanceof T7Error) return { failure: packFailure(error) }
    const message = error instanceof Error ? error.message : String(error)
    return { failure: { code: 'source.failed', kind: 'bug', params: { message }, retryable: false } }
  }
}

process.send?.({ value: 'ready' } satisfies Answer)
process.on('message', (request: Request) => {
  process.send?.(answer(request))
})
process.on('disconnect', () => {
  runner.close()
  process.exit(0)
})
// The terminal's Ctrl-C is for the parent, which then closes this one.
process.on('SIGINT', () => {})

import type { AccuracyView, ImportResult, KeptPair, PairRequest, QuestionsProblem, RunEntry } from '#contracts/accuracy.ts'
import { maximumPairs } from '#contracts/accuracy.ts'
import { T7Error } from '#contracts/error.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import { messageFor } from '#engine/explain/messages.ts'
import { countVerdicts } from '#engine/measure/compare-runs.ts'
import { type MeasurePorts, measurePair, statementProblem } from '#engine/measure/measure-pair.ts'
import { readQuery } from '#engine/plan/read-sql.ts'
import type { Actor } from '../actor.ts'
import { localNow } from '../local-now.ts'
import type { Log } from '../log.ts'
import type { AccuracyService } from '../routes/accuracy.ts'
import type { Workspace } from '../workspace.ts'
import { lesserRole, mayEdit } from './editors.ts'
import { pairViews } from './pair-views.ts'

export type AccuracyDeps = {
  readonly pairs: Workspace['pairs']
  readonly runs: Workspace['runs']
  readonly ports: MeasurePorts
  readonly version: string
  readonly log: Log
  readonly newId: () => string
}

type Measuring = { readonly abort: AbortController; readonly total: number; done: number }

/** Runs whose figures the page shows. */
const shownRuns = 30

/** The accuracy set of the workspace, and its measuring: one run at a time, which goes on when its listener leaves. */
export class Accuracy implements AccuracyService {
  readonly #deps: AccuracyDeps
  #measuring: Measuring | null = null
  /** Why the last run here did not come to an end. */
  #failure: string | null = null

  constructor(deps: AccuracyDeps) {
    this.#deps = deps
  }

  async view(actor: Actor, language: Language): Promise<AccuracyView> {
    const { pairs, runs, ports } = this.#deps
    // Looked at first: a run that ends meanwhile is still told as going on, never as gone without its figures.
    const measuring = this.#measuring
    const [kept, listed, { catalog }] = await Promise.all([pairs.list(), runs.list(shownRuns), ports.knowledge()])
    const [last, before] = listed
    const entries = last === undefined ? [] : await runs.entries(last.id)
    const earlier = before === undefined ? [] : await runs.entries(before.id)
    return {
      pairs: pairViews({ pairs: kept, last: last ?? null, entries, earlier, catalog, language }),
      runs: [...listed],
      measuring: measuring === null ? null : { done: measuring.done, total: measuring.total },
      failure: this.#failure,
      mayEdit: mayEdit(actor),
    }
  }

  async add(actor: Actor, request: PairRequest, language: Language): Promise<void> {
    const { pairs, newId } = this.#deps
    await this.#requireRoom(1)
    const plan = await this.#checked(actor, request.sql, language)
    const pair = { ...request, now: request.now ?? localNow(), role: actor.role, overrides: {}, history: [] }
    await pairs.add(actor, [{ ...pair, id: newId(), askId: null, plan }])
  }

  async change(actor: Actor, id: string, request: PairRequest, language: Language): Promise<void> {
    const { pairs } = this.#deps
    const pair = await this.#find(id)
    const plan = request.sql === pair.sql ? pair.plan : await this.#checked(actor, request.sql, language)
    if (!(await pairs.change(id, { ...request, now: request.now ?? pair.now, plan }))) throw notFound(id)
  }

  async remove(id: string): Promise<void> {
    if (!(await this.#deps.pairs.remove(id))) throw notFound(id)
  }

  async exported(language: Language): Promise<string> {
    const { printQuestions } = await import('./questions-file.ts')
    return printQuestions((await this.#deps.pairs.list()).toReversed(), language)
  }

  async imported(actor: Actor, text: string, language: Language): Promise<ImportResult> {
    const { pairs, newId } = this.#deps
    const { readQuestions } = await import('./questions-file.ts')
    const read = readQuestions(text, { language: null, now: localNow(), role: actor.role })
    if (read.kind === 'problems') return { kind: 'problems', problems: [...read.problems] }
    const known = new Set((await pairs.list()).map(sameness))
    const fresh = read.pairs.flatMap((pair, index) => {
      const key = sameness(pair)
      if (known.has(key)) return []
      known.add(key)
      return [{ pair: { ...pair, role: lesserRole(pair.role, actor.role) }, line: read.lines[index] ?? 1, question: index + 1 }]
    })
    await this.#requireRoom(fresh.length)
    const problems: QuestionsProblem[] = []
    for (const { pair, line, question } of fresh) {
      const reason = await statementProblem(this.#deps.ports, pair.sql, { role: actor.role })
      const detail = reason === null ? null : messageFor(reason.code, reason.params, language)
      if (reason !== null) problems.push({ line, question, field: 'sql', value: null, expected: 'running_sql', detail })
    }
    if (problems.length > 0) return { kind: 'problems', problems }
    const plans = await Promise.all(fresh.map(({ pair }) => this.#planOf(pair.sql)))
    await pairs.add(
      actor,
      fresh.map(({ pair }, index) => ({ ...pair, id: newId(), askId: null, plan: plans[index] ?? null })),
    )
    return { kind: 'imported', added: fresh.length, known: read.pairs.length - fresh.length }
  }

  /** Starts a run unless one goes on. @throws T7Error `accuracy.nothing_to_measure` */
  async start(actor: Actor): Promise<void> {
    if (this.#measuring !== null) return
    const pairs = await this.#deps.pairs.list()
    if (pairs.length === 0) throw new T7Error({ code: 'accuracy.nothing_to_measure', kind: 'user' })
    if (this.#measuring !== null) return
    const measuring: Measuring = { abort: new AbortController(), total: pairs.length, done: 0 }
    this.#measuring = measuring
    this.#failure = null
    void this.#run(actor, pairs, measuring)
  }

  /** Stops the run that goes on; nothing of it is kept. */
  cancel(): void {
    this.#measuring?.abort.abort(new T7Error({ code: 'source.cancelled', kind: 'operational' }))
  }

  async #run(actor: Actor, pairs: readonly KeptPair[], measuring: Measuring): Promise<void> {
    const { runs, ports, version, newId, log } = this.#deps
    const { signal } = measuring.abort
    const started = ports.milliseconds()
    const entries: RunEntry[] = []
    try {
      for (const pair of pairs) {
        signal.throwIfAborted()
        const measured = await measurePair(ports)(pair, { role: lesserRole(pair.role, actor.role), signal })
        entries.push({ ...measured, pairId: pair.id, question: pair.question, gold: pair.sql })
        measuring.done += 1
      }
      const milliseconds = Math.round(ports.milliseconds() - started)
      await runs.add(actor, { id: newId(), milliseconds, version, proposer: ports.proposer.name, counts: countVerdicts(entries) }, entries)
    } catch (error) {
      if (signal.aborted) return
      this.#failure = error instanceof T7Error ? error.code : 'server.unexpected'
      log.warn({ code: this.#failure, cause: String(error) }, 'accuracy not measured')
    } finally {
      this.#measuring = null
    }
  }

  async #find(id: string): Promise<KeptPair> {
    const pair = await this.#deps.pairs.find(id)
    if (pair === null) throw notFound(id)
    return pair
  }

  async #requireRoom(more: number): Promise<void> {
    if ((await this.#deps.pairs.list()).length + more > maximumPairs)
      throw new T7Error({ code: 'accuracy.too_many', kind: 'user', params: { maximum: maximumPairs } })
  }

  /** What a SQL says, once it is known that it only reads and runs. */
  async #checked(actor: Actor, sql: string, language: Language): Promise<Plan | null> {
    const reason = await statementProblem(this.#deps.ports, sql, { role: actor.role })
    if (reason === null) return this.#planOf(sql)
    throw new T7Error({
      code: 'accuracy.sql_not_kept',
      kind: 'user',
      params: { reason: messageFor(reason.code, reason.params, language), why: reason.code },
    })
  }

  async #planOf(sql: string): Promise<Plan | null> {
    const { catalog } = await this.#deps.ports.knowledge()
    const query = readQuery(sql, catalog)
    return query === null ? null : { kind: 'query', version: 1, query, assumptions: [], confidence: 1 }
  }
}

const notFound = (id: string): T7Error => new T7Error({ code: 'accuracy.pair_not_found', kind: 'user', params: { pair: id } })

/** Pairs that ask the same in the same words on the same day, and expect the same. */
const sameness = ({ question, now, sql, history, overrides }: Omit<KeptPair, 'id' | 'askId' | 'plan' | 'person' | 'keptAt'>): string =>
  JSON.stringify([question, now, sql, history, overrides])

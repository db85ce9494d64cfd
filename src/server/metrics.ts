/** Upper bounds of the buckets, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const

type Labels = Readonly<Record<string, string>>
type Series = { readonly labels: Labels; count: number; sum: number; readonly buckets: number[] }
type Family = { readonly kind: 'counter' | 'histogram'; readonly help: string; readonly series: Map<string, Series> }

const escapeLabel = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')

const print = (labels: Labels, extra: Labels = {}): string => {
  const pairs = Object.entries({ ...labels, ...extra }).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Counts and durations of this process, printed in Prometheus's text format (version 0.0.4). Label values come from fixed lists. */
export class Metrics {
  readonly #families = new Map<string, Family>()
  readonly #gauges = new Map<string, { readonly help: string; readonly read: () => number }>()

  #series(name: string, kind: Family['kind'], help: string, labels: Labels): Series {
    let family = this.#families.get(name)
    if (!family) {
      family = { kind, help, series: new Map() }
      this.#families.set(name, family)
    }
    const key = print(labels)
    let series = family.series.get(key)
    if (!series) {
      series = { labels, count: 0, sum: 0, buckets: bounds.map(() => 0) }
      family.series.set(key, series)
    }
    return series
  }

  count(name: string, help: string, labels: Labels = {}): void {
    this.#series(name, 'counter', help, labels).count += 1
  }

  /** @param seconds how long it took */
  observe(name: string, help: string, seconds: number, labels: Labels = {}): void {
    const series = this.#series(name, 'histogram', help, labels)
    series.count += 1
    series.sum += seconds
    bounds.forEach((bound, index) => {
      if (seconds <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1
    })
  }

  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.set(name, { help, read })
  }

  print(): string {
    const lines: string[] = []
    for (const [name, { help, read }] of this.#gauges) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`)
    for (const [name, family] of this.#families) {
      lines.push(`# HELP ${name} ${family.help}`, `# TYPE ${name} ${family.kind}`)
      for (const series of family.series.values()) lines.push(...this.#lines(name, family.kind, series))
    }
    return `${lines.join('\n')}\n`
  }

  #lines(name: string, kind: Family['kind'], { labels, count, sum, buckets }: Series): readonly string[] {
    if (kind === 'counter') return [`${name}${print(labels)} ${count}`]
    return [
      ...bounds.map((bound, index) => `${name}_bucket${print(labels, { le: String(bound) })} ${buckets[index] ?? 0}`),
      `${name}_bucket${print(labels, { le: '+Inf' })} ${count}`,
      `${name}_sum${print(labels)} ${sum}`,
      `${name}_count${print(labels)} ${count}`,
    ]
  }
}

import cvss from 'ae-cvss-calculator'

/** The versions of CVSS that a vector may be written in. */
export const CVSS_VERSIONS = ['3.1', '4.0'] as const
export type CvssVersion = (typeof CVSS_VERSIONS)[number]

/** The qualitative severity of a score (CVSS v3.1 §5, v4.0 §6). */
export const CVSS_SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'] as const
export type CvssSeverity = (typeof CVSS_SEVERITIES)[number]

/** A vector with what it scores. */
export interface CvssScore {
  readonly version: CvssVersion
  /** As its specification writes it: known metrics in the specified order. */
  readonly vector: string
  /** 0.0 to 10.0, with one digit: all metrics that the vector has, so also threat and environment. */
  readonly score: number
  readonly severity: CvssSeverity
}

/** Why a text isn't a vector that can be scored. */
export type CvssProblem =
  | { readonly code: 'unknown-version' }
  | { readonly code: 'malformed-metric'; readonly metric: string }
  | { readonly code: 'unknown-metric'; readonly metric: string }
  | { readonly code: 'unknown-value'; readonly metric: string }
  | { readonly code: 'repeated-metric'; readonly metric: string }
  | { readonly code: 'missing-metrics'; readonly metrics: readonly string[] }

/** A scored vector, or why there is no score. */
export type CvssReading =
  | ({ readonly kind: 'scored' } & CvssScore)
  | { readonly kind: 'refused'; readonly problem: CvssProblem }

/** The longest vector that is read; one of v4.0 with every metric has about 200 characters. */
const LONGEST_VECTOR = 400

/** The values of each metric (v3.1 table 15, v4.0 table 23), the base metrics first. */
interface Grammar {
  readonly base: Readonly<Record<string, string>>
  readonly optional: Readonly<Record<string, readonly string[]>>
}

const chars = (text: string): readonly string[] => [...text]

const V31: Grammar = {
  base: { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'HLN', I: 'HLN', A: 'HLN' },
  optional: {
    ...{ E: chars('XUPFH'), RL: chars('XOTWU'), RC: chars('XURC') },
    ...{ CR: chars('XLMH'), IR: chars('XLMH'), AR: chars('XLMH') },
    ...{ MAV: chars('XNALP'), MAC: chars('XLH'), MPR: chars('XNLH'), MUI: chars('XNR'), MS: chars('XUC') },
    ...{ MC: chars('XNLH'), MI: chars('XNLH'), MA: chars('XNLH') },
  },
}

const V40: Grammar = {
  base: {
    ...{ AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA' },
    ...{ VC: 'HLN', VI: 'HLN', VA: 'HLN', SC: 'HLN', SI: 'HLN', SA: 'HLN' },
  },
  optional: {
    ...{ E: chars('XAPU'), CR: chars('XHML'), IR: chars('XHML'), AR: chars('XHML') },
    ...{ MAV: chars('XNALP'), MAC: chars('XLH'), MAT: chars('XNP'), MPR: chars('XNLH'), MUI: chars('XNPA') },
    ...{ MVC: chars('XHLN'), MVI: chars('XHLN'), MVA: chars('XHLN') },
    ...{ MSC: chars('XHLN'), MSI: chars('XSHLN'), MSA: chars('XSHLN') },
    ...{ S: chars('XNP'), AU: chars('XNY'), R: chars('XAUI'), V: chars('XDC'), RE: chars('XLMH') },
    ...{ U: ['X', 'Clear', 'Green', 'Amber', 'Red'] },
  },
}

const GRAMMARS: Readonly<Record<CvssVersion, Grammar>> = { '3.1': V31, '4.0': V40 }

const SCORERS: Readonly<Record<CvssVersion, (vector: string) => Pick<CvssScore, 'score' | 'vector'>>> = {
  '3.1': (vector) => scoreBy(new cvss.Cvss3P1(vector)),
  '4.0': (vector) => scoreBy(new cvss.Cvss4P0(vector)),
}

/** Scores a CVSS vector of v3.1 or v4.0. A number is never accepted in place of a vector. */
export function readCvssVector(text: string): CvssReading {
  const [prefix = '', ...metrics] = text.trim().slice(0, LONGEST_VECTOR).split('/')
  const version = CVSS_VERSIONS.find((known) => prefix === `CVSS:${known}`)
  if (!version) return { kind: 'refused', problem: { code: 'unknown-version' } }

  const problem = findProblem(metrics, GRAMMARS[version])
  if (problem) return { kind: 'refused', problem }
  const scored = SCORERS[version]([prefix, ...metrics].join('/'))
  return { kind: 'scored', version, ...scored, severity: rankScore(scored.score) }
}

/** Rates a score: none is 0, low to 3.9, medium to 6.9, high to 8.9, critical from 9.0 (v3.1 §5, v4.0 §6). */
export function rankScore(score: number): CvssSeverity {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}

function scoreBy(vector: {
  calculateScores(): { overall: number }
  toString(): string
}): Pick<CvssScore, 'score' | 'vector'> {
  return { score: vector.calculateScores().overall, vector: vector.toString() }
}

/** The first thing that is wrong with the metrics of a vector; null where it can be scored. */
function findProblem(metrics: readonly string[], { base, optional }: Grammar): CvssProblem | null {
  const seen = new Set<string>()
  for (const metric of metrics) {
    const [name = '', value = '', ...rest] = metric.split(':')
    if (name === '' || value === '' || rest.length > 0) return { code: 'malformed-metric', metric }
    const values = Object.hasOwn(base, name) ? base[name] : Object.hasOwn(optional, name) && optional[name]
    if (!values) return { code: 'unknown-metric', metric: name }
    if (![...values].includes(value)) return { code: 'unknown-value', metric }
    if (seen.has(name)) return { code: 'repeated-metric', metric: name }
    seen.add(name)
  }
  const missing = Object.keys(base).filter((name) => !seen.has(name))
  return missing.length > 0 ? { code: 'missing-metrics', metrics: missing } : null
}

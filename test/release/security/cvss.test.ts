import { createHash } from 'node:crypto'
import cvss from 'ae-cvss-calculator'
import { describe, expect, it } from 'vitest'
import { rankScore, readCvssVector } from '../../../src/release/security/cvss.ts'

function scoreVector(vector: string): number | string {
  const reading = readCvssVector(vector)
  return reading.kind === 'scored' ? reading.score : reading.problem.code
}

describe('a score', () => {
  it.each([
    [0, 'none'],
    [0.1, 'low'],
    [3.9, 'low'],
    [4, 'medium'],
    [6.9, 'medium'],
    [7, 'high'],
    [8.9, 'high'],
    [9, 'critical'],
  ])('of %d is %s', (score, severity) => {
    expect(rankScore(score)).toBe(severity)
  })
})

describe('a CVSS vector', () => {
  // https://www.first.org/cvss/v3.1/examples
  it.each([
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N', 5.4],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L', 4.2],
    ['CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N', 4.6],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 8.8],
    ['CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8],
    ['CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H', 9.3],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:L/A:N', 5.8],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
  ])('of v3.1 scores as FIRST published it: %s', (vector, score) => {
    expect(scoreVector(vector)).toBe(score)
  })

  // https://www.first.org/cvss/v4.0/examples
  it.each([
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
    ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U', 5.2],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N', 8.8],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N', 5.1],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0],
  ])('of v4.0 scores as FIRST published it: %s', (vector, score) => {
    expect(scoreVector(vector)).toBe(score)
  })

  it.each([
    ['9.8', 'unknown-version'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'unknown-version'],
    ['CVSS:3.1/AV:N', 'missing-metrics'],
    ['CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'unknown-value'],
    ['CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'repeated-metric'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/ZZ:N', 'unknown-metric'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/constructor:N', 'unknown-metric'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A', 'malformed-metric'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:S/SA:N', 'unknown-value'],
    ['', 'unknown-version'],
  ])('%s is refused: %s', (vector, problem) => {
    expect(scoreVector(vector)).toBe(problem)
  })
})

const BASE_METRICS = {
  ...{ AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA' },
  ...{ VC: 'HLN', VI: 'HLN', VA: 'HLN', SC: 'HLN', SI: 'HLN', SA: 'HLN' },
}

/** All base vectors of v4.0, in the order of the metrics and of their values above. */
function listBaseVectors(): string[] {
  return Object.entries(BASE_METRICS).reduce<string[]>(
    (vectors, [name, values]) =>
      vectors.flatMap((vector) => [...values].map((value) => `${vector}/${name}:${value}`)),
    ['CVSS:4.0'],
  )
}

/**
 * SHA-256 of what FIRST's reference calculator (FIRSTdotorg/cvss-v4-calculator at c5b0d409, its table of macro vectors) says
 * of the base vectors, with its rounding fix of 1 November 2024: of every 25th, and of all 104,976 in twelve parts, the
 * first of which has the first, the thirteenth and so on.
 */
const REFERENCE = {
  some: '0c350c3313f5966c4243d622cc748f7d6e578ac6acd9afa10536e9296e7cb29a',
  parts: [
    '2e170cabf9a9affa151e55360110cbcc60ee0aae1f69c5a235f3c725038b4207',
    '0dea72f68bad765bb375681557a946325501922b7c1174d90d74d18292949ff4',
    '734f305336fb887e1aa7cdad75c080eb07cd07bf9f513406cb68b8877148eaf1',
    '0cadf2f17713ac92b29d84732f75974245b0aa25c18e141735967437712dec8a',
    '1bc470aac6cfdfcfac05ea83841caa1e8c3725a0ffdf99f7a803676fece5bca1',
    'dfce45f936110c62c6c4b7b946000091631419921a1884ce8b48c60520748236',
    '5e6697944aa17a47b410505ef15e61a1092b2b726c63caf204b03af69dcecced',
    '25e1265db7e72821363a4cec70809d3dc9da29067887bc50573180a16c32dbaf',
    '929a9fae0d065b91c6bce1f8dfff85bfea73fb5ca6463844e06193bfd0357a11',
    'e584fe04ccda12c2aa7858e80e693ffe0c1c9e6aa587276150f74b12439d77c8',
    '1f63278a3a23bba9ccfa3d38c22d30700d6e0a50dcf8a735e05da6fd4c2a1b93',
    '0e40f4da9a1cb1bd0c75b97340a2311f0f1e556dcbb7e7d95bd24645062d3136',
  ],
}
const DAY_MS = 24 * 60 * 60 * 1000

const digestScores = (scores: readonly string[]) =>
  createHash('sha256').update(scores.join(',')).digest('hex')

/** What the library scores of each vector of a part. One vector is changed metric by metric: to read each anew takes longer. */
function scorePart(part: number): string[] {
  const vector = new cvss.Cvss4P0('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H')
  const scores: string[] = []
  let at = 0
  const go = ([metric, ...more]: readonly (readonly [string, string])[]): void => {
    if (!metric) {
      if (at % REFERENCE.parts.length === part) scores.push(vector.calculateOverallScore().toFixed(1))
      at += 1
      return
    }
    for (const value of metric[1]) {
      vector.applyComponentString(metric[0], value)
      go(more)
    }
  }
  go(Object.entries(BASE_METRICS))
  return scores
}

describe('the base vectors of v4.0', () => {
  it('score as the reference calculator scores them', () => {
    const scores = listBaseVectors()
      .filter((_, index) => index % 25 === 0)
      .map((vector) => Number(scoreVector(vector)).toFixed(1))
    expect(digestScores(scores)).toBe(REFERENCE.some)
  })

  // All take half a minute, and say something new where the library does: each day another twelfth.
  it('score so all, by the library that scores them: a twelfth each day', () => {
    const part = Math.floor(Date.now() / DAY_MS) % REFERENCE.parts.length
    const scores = scorePart(part)
    expect(scores).toHaveLength(104_976 / 12)
    expect(digestScores(scores)).toBe(REFERENCE.parts[part])
  })
})

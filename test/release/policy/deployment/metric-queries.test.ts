import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fillQuery,
  queryProblem,
  usesPrevious,
} from '../../../../src/release/policy/deployment/metric-queries.ts'
import { analysisSchema } from '../../../../src/release/policy/deployment/metrics.ts'

const values = { version: '2.0.1', previous: '2.0.0', environment: 'production' }

describe('a query of the policy', () => {
  it('has the version where its variable stands', () => {
    expect(fillQuery('up{version="$version",env=\'$environment\'}', values)).toBe(
      'up{version="2.0.1",env=\'production\'}',
    )
    expect(fillQuery('up{version="v$version"} / up{version="v$previous"}', values)).toBe(
      'up{version="v2.0.1"} / up{version="v2.0.0"}',
    )
  })

  it('matches the version itself where the label is matched by a pattern', () => {
    expect(fillQuery('up{version=~"v?$version"}', values)).toBe(String.raw`up{version=~"v?2\\.0\\.1"}`)
    expect(fillQuery('up{version!~`$version`}', values)).toBe('up{version!~`2\\.0\\.1`}')
  })

  it.each([
    ['up{version=$version}', 'a query with its variables inside of quotes: version="$version"'],
    ['up{version="$version}', 'a query whose quotes are closed'],
    [
      'up{pod="$pod"}',
      'a query with no other variables than $version, $previous, $environment; $pod is none',
    ],
  ])('is refused as %s', (query, says) => {
    expect(queryProblem(query)).toBe(says)
    const config = {
      metrics: [{ id: 'one', text: 'One', query, limit: { above: 1 } }],
    }
    expect(analysisSchema.safeParse(config).error?.issues.map(({ message }) => message)).toEqual([says])
    expect(() => fillQuery(query, values)).toThrow(says)
  })

  it('keeps the groups of label_replace, and leaves comments out', () => {
    const query = 'label_replace(up, "a", "$1", "b", "(.*)") # "$nothing\n> 1'
    expect(fillQuery(query, values)).toBe('label_replace(up, "a", "$1", "b", "(.*)") \n> 1')
  })

  it('says whether it asks for the previous version itself', () => {
    expect(usesPrevious('up{version="$previous"}')).toBe(true)
    expect(usesPrevious('up{version="$version"}')).toBe(false)
  })

  it('is the same query whatever a value is', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('"', "'", '`'),
        fc.constantFrom('=', '=~'),
        (text, quote, is) => {
          const filled = fillQuery(`up{a${is}${quote}$version${quote}}`, { ...values, version: text })
          const inside = filled.slice(`up{a${is}${quote}`.length, -`${quote}}`.length)
          const unescaped = quote === '`' ? inside : inside.replaceAll(/\\./gs, '')
          expect(unescaped).not.toContain(quote)
          expect(unescaped).not.toContain(quote === '`' ? quote : '\n')
        },
      ),
    )
  })

  it('has no problem in the default policy', () => {
    const { metrics, freshness } = analysisSchema.parse({})
    const all = [freshness, ...metrics.flatMap(({ query, traffic }) => [query, traffic?.query ?? null])]
    expect(all.flatMap((query) => (query === null ? [] : [queryProblem(query)]))).toEqual(
      Array.from({ length: 7 }, () => null),
    )
  })
})

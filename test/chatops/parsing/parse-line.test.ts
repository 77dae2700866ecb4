import { describe, expect, it } from 'vitest'
import { parseLine } from '../../../src/chatops/parsing/parse-line.ts'

/** What a line asks for; of a line that is not clear, what is said to it. */
function read(line: string): unknown {
  const parsed = parseLine(line)
  return parsed.kind === 'asked' ? parsed.request : `${parsed.what} ${parsed.next}`
}

describe('a change', () => {
  it.each([
    ['pick #12', '#12'],
    ['pick 3F2A9C1', '3f2a9c1'],
    ['pick 1234567', '1234567'],
    ['pick', null],
  ])('is named by number or commit, or is the pull request: %s', (line, candidate) => {
    expect(read(line)).toEqual({ name: 'pick', candidate })
  })

  it.each([
    'pick #0',
    'pick #012',
    'pick abc',
    'pick ada/x#12',
    'pick https://github.com/o/r/pull/12',
    'pick #1,#2',
  ])('is not named by anything else: %s', (line) => {
    expect(parseLine(line).kind).toBe('unclear')
  })

  it('is asked for as it is written where only its mark is missing', () => {
    expect(read('pick 12')).toMatchInlineSnapshot(
      `"\`12\` isn't a change. Write it as \`#12\`, or by 7 or more digits of its commit. Write \`/release pick [CHANGE]\`, as in \`/release pick #1234\`."`,
    )
  })

  it('is one: a second is not passed over', () => {
    expect(read('pick #12 #13')).toMatchInlineSnapshot(
      `"\`#13\` is more than \`pick\` takes. Write \`/release pick [CHANGE]\`, as in \`/release pick #1234\`."`,
    )
  })
})

describe('options', () => {
  it.each([
    'cut v2.0.1 --plan 3f2a9c1d',
    'cut --plan 3f2a9c1d v2.0.1',
    'cut v2.0.1 --plan=3F2A9C1D',
    'cut v2.0.1 plan=3f2a9c1d',
    'cut v2.0.1 PLAN="3f2a9c1d"',
    'cut v2.0.1 ｐｌａｎ＝3f2a9c1d',
  ])('may be written in several ways: %s', (line) => {
    expect(read(line)).toEqual({ name: 'cut', version: 'v2.0.1', plan: '3f2a9c1d', track: null })
  })

  it.each([
    ['note="only on ARM"', 'only on ARM'],
    ['note=“nur auf ARM”', 'nur auf ARM'],
    ["note='only on ARM'", 'only on ARM'],
    ['note=只在ARM上', '只在ARM上'],
    ['note="say \\"hi\\" to a\\\\b"', 'say "hi" to a\\b'],
    ['note=½', '½'],
    ['note=a=b', 'a=b'],
    ['note="x\u202ey\u0007z"', 'xyz'],
  ])('of free text are kept as they were written: %s', (option, note) => {
    expect(read(`assess #12 risk=low ${option}`)).toMatchObject({ says: { note } })
  })

  it.each([
    [
      'assess #12 risk=LOW severity=p1 type=Data-Loss',
      { says: { risk: 'low', severity: 'P1', type: 'data-loss' } },
    ],
    ['check n-1 N/A', { item: 'n-1', as: 'not-applicable' }],
    ['check Smoke-Tests', { item: 'smoke-tests', as: 'done', evidence: null }],
  ])('of known values take them in any case: %s', (line, found) => {
    expect(read(line)).toMatchObject(found)
  })

  it('are refused where they are unknown, with the nearest', () => {
    expect(read('assess #12 rsk=low')).toMatchInlineSnapshot(
      `"\`assess\` doesn't have the option \`rsk\`; it takes \`risk\`, \`type\`, \`severity\`, \`note\`, \`cvss\`, or \`confirm\`. Did you mean \`risk\`? Write \`/release assess [CHANGE …] risk=RISK [type=TYPE] [severity=SEVERITY] [cvss=VECTOR] [note="NOTE"] | confirm=RULES\`, as in \`/release assess #1234 risk=low\`."`,
    )
  })

  it('are refused with the nearest value', () => {
    expect(read('assess #12 risk=lwo')).toMatchInlineSnapshot(
      `"\`lwo\` isn't a value of \`risk\`; that is \`low\`, \`medium\`, or \`high\`. Did you mean \`low\`? Write \`/release assess [CHANGE …] risk=RISK [type=TYPE] [severity=SEVERITY] [cvss=VECTOR] [note="NOTE"] | confirm=RULES\`, as in \`/release assess #1234 risk=low\`."`,
    )
  })

  it.each([
    ['cut v2.0.1 --plan', 'no value'],
    ['cut v2.0.1 --plan --track security', 'no value'],
    ['cut plan=3f2a9c1d plan=3f2a9c1e', 'twice'],
    ['cut --plan 3f2a', "isn't the digest"],
    ['assess #12 risk=low note=""', 'no text after'],
    ['assess #12 risk=low note="\u200b"', 'no text after'],
    ['assess #12 risk=low note="it is', "isn't closed"],
    ['assess #12 risk=low note=it is', 'of one change'],
    ['assess #12', 'needs the risk'],
    ['assess #12 confirm=all risk=low', 'goes without'],
    ['assess #12 confirm=tests', "isn't a rule"],
    ['go constructor=x', "doesn't have the option"],
    ['except #12 toString=x because y', "doesn't have the option"],
    ['except #12 until=2026-02-30 because x', "isn't a date"],
    ['except #12 because x until=soon', "isn't a date"],
    ['retry "`x`"', "isn't the name of a step"],
    ['check "smoke tests"', "isn't the id"],
    ['check smoke-tests maybe', "isn't an answer"],
  ])('are refused where they are wrong: %s', (line, what) => {
    expect(read(line)).toContain(what)
  })
})

describe('a track', () => {
  it('of an emergency says which', () => {
    const track = { track: 'emergency', emergency: 'data-loss' }

    expect(read('cut v2.0.1 --track emergency --for data-loss')).toMatchObject({ track })
    expect(read('plan v2.0.1 --for data-loss --track emergency')).toMatchObject({ track })
    expect(read('cut v2.0.1 --track emergency')).toMatchInlineSnapshot(
      `"An emergency release needs the kind of emergency. Add \`--for\` with \`critical-security\`, \`data-loss\`, or \`service-outage\`. Write \`/release cut [VERSION …] [--plan DIGEST] [--track TRACK] [--for EMERGENCY]\`, as in \`/release cut v2.0.1\`."`,
    )
  })

  it('of none has no emergency', () => {
    expect(read('cut --track security')).toMatchObject({ track: { track: 'security', emergency: null } })
    expect(read('cut --for data-loss')).toContain('`--track emergency`')
  })
})

describe('a reason', () => {
  it.each([
    ['hold because we wait', 'we wait'],
    ['hold Because: we  wait', 'we wait'],
    ['hold because “wir warten” – noch 2″', '“wir warten” – noch 2″'],
    ['hold because it is 5" wide and it\'s "odd', 'it is 5" wide and it\'s "odd'],
    ['hold because --plan is x=y because z', '--plan is x=y because z'],
  ])('goes to the end of the line, as it is: %s', (line, because) => {
    expect(read(line)).toEqual({ name: 'hold', because })
  })

  it.each(['hold', 'abort', 'drop #12', 'defer #12'])('may be left out: %s', (line) => {
    expect(read(line)).toMatchObject({ because: 'no reason was given' })
  })

  it.each(['no-go', 'except #12', 'no-go because', 'except #12 because  ', 'hold because \u200b'])(
    'may not be empty, and not everywhere be left out: %s',
    (line) => {
      expect(parseLine(line).kind).toBe('unclear')
    },
  )

  it('is told from words that follow without it', () => {
    expect(read('hold we wait for QA')).toMatchInlineSnapshot(
      `"\`we\` is more than \`hold\` takes. Write the reason after \`because\`. Write \`/release hold [because REASON]\`, as in \`/release hold because we wait for the fix of #1250\`."`,
    )
  })

  it('is not taken where it means nothing: a go has no conditions', () => {
    expect(read('go because I think so')).toMatchInlineSnapshot(
      `"\`go\` takes no reason. Write \`/release go\`."`,
    )
    expect(parseLine('go if the tests are green').kind).toBe('unclear')
  })

  it('leaves a date behind it a date', () => {
    const asked = { name: 'except', candidate: '#12', because: 'it must', until: '2026-03-04' }

    expect(read('except #12 because it must until=2026-03-04')).toEqual(asked)
    expect(read('except #12 until=2026-03-04 because it must')).toEqual(asked)
    expect(read('except #12 until=2026-03-04 because it must until=2026-03-05')).toContain('twice')
  })

  it('of more than a thousand characters is too long, and so is a line of more than four thousand', () => {
    expect(parseLine(`hold because ${'x'.repeat(1000)}`).kind).toBe('asked')
    expect(read(`hold because ${'x'.repeat(1001)}`)).toContain('1001 characters')
    expect(read(`hold because ${'x '.repeat(3000)}`)).toContain('too long')
  })
})

describe('versions', () => {
  it.each(['v2.0.1', '2.0.1', 'V2.0.1', '@godel/api@2.0.1', 'release-2.0'])(
    'are taken as they are written; whether they may be cut is a rule: %s',
    (version) => {
      expect(read(`cut ${version}`)).toMatchObject({ version })
    },
  )

  it.each(['cut #12', 'cut now', 'cut -x1', 'cut v2.0.1;rm', 'cut $(id)1', 'cut "v2 0"'])(
    'are not everything: %s',
    (line) => {
      expect(read(line)).toContain("isn't a version")
    },
  )
})

describe('an unknown word', () => {
  it('gets the nearest one', () => {
    expect(read('cutt v2.0.1')).toMatchInlineSnapshot(
      `"There is no command \`cutt\`. Did you mean \`/release cut\`? \`/release help\` lists all commands."`,
    )
  })

  it.each([
    ['aprove', 'help'],
    ['approve', 'go'],
    ['LGTM', 'go'],
    ['ship-it', 'publish'],
    ['cancel', 'abort'],
    ['unhold', 'resume'],
    ['nogo', 'no-go'],
    ['policy', 'take-policy'],
    ['prerelease', 'rc'],
    ['statsu', 'status'],
    ['og', 'go'],
    ['--help', 'help'],
  ])('that people try gets the right one, and is not obeyed: %s', (word, right) => {
    expect(read(word)).toContain(`\`/release ${right}\``)
  })

  it('that is near none gets the list', () => {
    expect(read('frobnicate')).toMatchInlineSnapshot(
      `"There is no command \`frobnicate\`. \`/release help\` lists all commands."`,
    )
    expect(read('')).toMatchInlineSnapshot(
      `"\`/release\` needs a command. \`/release help\` lists all commands."`,
    )
  })

  it.each(['constructor', '__proto__', 'hasOwnProperty', '`x`', '@ada', '#12', '<!--', '](x)'])(
    'is only shown: %s',
    (word) => {
      expect(read(word)).toContain('There is no command `')
    },
  )

  it('of help is answered likewise', () => {
    expect(read('help ctu')).toMatchInlineSnapshot(
      `"There is no command \`ctu\`. Did you mean \`/release help cut\`? Write \`/release help [COMMAND]\`, as in \`/release help\`."`,
    )
  })
})

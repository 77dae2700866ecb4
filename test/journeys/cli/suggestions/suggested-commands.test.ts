import { expect, it } from 'vitest'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

/** Says how a line and main part: what is eligible, what is decided case by case, and what conflicts. */
function parts(world: World): void {
  const edits = (text: string) => ({ edits: { 'src/total.ts': text } })
  world.merges('feat: count in pages (#1)', edits('const page = 1\nconst total = 1\n'))
  world.merges(
    'fix(security): authentication bypass in totals (#2)',
    edits('const page = 1\nconst total = 2\n'),
  )
  world.merges('perf: count totals once (#3)', edits('const page = 2\nconst total = 2\n'))
  world.merges('fix: crash on an empty list (#4)')
  world.merges('perf: read less (#5)')
}

/** The command lines that a screen suggests, but for those with a place for a person's own word. */
function readSuggested(screen: string): string[][] {
  const lines = screen.split('\n').flatMap((line) => /^\s+release-captain (.*)$/.exec(line)?.[1] ?? [])
  const inText = [...screen.matchAll(/`release-captain ([^`]+)`/g)].flatMap(([, words]) => words ?? [])
  return [...lines, ...inText]
    .filter((line) => !/NUMBER|FACTS\.yml|FILE/.test(line))
    .map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''))
}

/** Follows what is suggested, and what that suggests; answers the lines that were refused. */
async function follow(world: World, first: readonly string[]): Promise<string[]> {
  const seen = new Set<string>()
  const refused: string[] = []
  const waiting: (readonly string[])[] = [first]
  for (const words of waiting) {
    const line = words.join(' ')
    if (seen.has(line) || seen.size > 20) continue
    seen.add(line)
    const isBuild = words[0] === 'build'
    const { exitCode, screen } = await world.types(isBuild ? [...words, '--dry-run'] : words)
    if (exitCode !== 0) refused.push(`${line}: ${exitCode}`)
    if (!isBuild) waiting.push(...readSuggested(screen.replaceAll('~', world.folder)))
  }
  return refused
}

it.each([
  ['what is proposed', ['plan']],
  ['a change that is decided case by case', ['plan', '--pick', '#5']],
  ['a conflicting change that is decided case by case', ['plan', '--pick', '#3']],
  ['only what conflicts', ['plan', '--drop', '#4']],
  ['what the conflicts need', ['plan', '--with-dependencies']],
  ['a conflict', ['explain', '#2']],
  ['a change that was taken by hand', ['explain', '#3', '--pick', '#3']],
  ['a change that was dropped', ['explain', '#4', '--drop', '#4']],
])('every command that is suggested for %s works', async (_, words) => {
  using world = openWorld()
  parts(world)

  expect(await follow(world, words)).toEqual([])
})

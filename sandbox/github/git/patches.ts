import { runSandboxGitText } from './run.ts'

/** Longer differences are not shown. */
const MOST_LINES = 400

/** The differences between two trees as unified text, line by line, by the path of each file; null: too long. */
export async function readPatches(
  gitDir: string,
  from: string | null,
  to: string,
): Promise<Map<string, readonly string[] | null>> {
  const range = from === null ? ['--root', to] : [from, to]
  const text = await runSandboxGitText(gitDir, ['diff-tree', '-r', '-M', '-p', '--no-commit-id', ...range])
  const patches = new Map<string, readonly string[] | null>()
  for (const block of text.split(/^diff --git /m).slice(1)) {
    const lines = block.split('\n')
    const path = findPath(lines)
    const start = lines.findIndex((line) => line.startsWith('@@'))
    const hunks = start < 0 ? [] : lines.slice(start, lines.at(-1) === '' ? -1 : undefined)
    if (path !== undefined) patches.set(path, hunks.length > MOST_LINES ? null : hunks)
  }
  return patches
}

/** Only the head of a block: what is deleted or added may look like anything. */
function findPath(lines: readonly string[]): string | undefined {
  const head = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('@@')),
  )
  const parseName = (start: string) => head.find((line) => line.startsWith(start))?.slice(start.length)
  return parseName('+++ b/') ?? parseName('--- a/') ?? parseName('rename to ')
}

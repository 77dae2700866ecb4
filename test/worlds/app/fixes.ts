import type { SandboxGitHub } from '../../../sandbox/github/open.ts'

/** Fixes on main that nothing stands against, of issues that cannot wait; with more labels where they are named. */
export async function fixes(
  github: SandboxGitHub,
  count: number,
  ...labels: readonly string[]
): Promise<void> {
  const [ada, grace] = [
    github.person('ada', { role: 'maintain' }),
    github.person('grace', { role: 'maintain' }),
  ]
  for (let i = 1; i <= count; i++) {
    const files = {
      [`src/part-${i}.ts`]: `export const part = ${i}\n`,
      [`test/part-${i}.test.ts`]: `// ${i}\n`,
    }
    await ada.pushes({ branch: `fix-${i}`, from: 'main', message: `fix: stop crash ${i}`, files })
    const { number } = await ada.opensPullRequest({ title: `fix: stop crash ${i}`, head: `fix-${i}` })
    await ada.labels(number, 'crash', 'P1', 'risk: low', ...labels)
    await grace.reviews(number, 'APPROVED')
    await grace.merges(number, 'squash')
  }
}

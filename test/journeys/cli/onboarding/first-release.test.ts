import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

const PAGE = join(import.meta.dirname, '../../../../docs/first-release.md')

/** The project of the page, as it is cloned: v2.0.1 is out, and four changes came to main since. */
function writeProject(world: World): void {
  world.merges('ci: test and build', { edits: WORKFLOWS, tested: false })
  const picks = [
    world.merges('fix: the list forgets its order (#31)'),
    world.merges('fix: the menu closes too early (#32)'),
    world.merges('fix: crash when the list is empty (#33)'),
  ]
  world.merges('feat: a list of lists (#34)')
  for (let hour = 0; hour < 30; hour += 1) world.merges(`docs: the handbook, part ${hour + 1}`)
  for (const pick of picks) world.picks(pick)
  world.onLine('chore: bump version to 2.0.1', { edits: raised('2.0.1'), tested: false })
  world.tags('v2.0.1')
  world.merges('fix: the total counts hidden rows (#41)')
  world.merges('fix: crash when a name has no letters (#42)')
  world.merges('feat: dark mode (#43)')
  world.merges('docs: how to install it (#44)', { tested: false })
  world.git('branch', '-m', 'line', '2.0.x')
  world.git('checkout', '-q', 'main')
}

const WORKFLOWS = {
  '.github/workflows/ci.yml': 'name: CI\non: [push, pull_request]\njobs: {unit: {runs-on: ubuntu-latest}}\n',
  '.github/workflows/release.yml':
    'name: Release\non: {push: {tags: ["v*"]}}\njobs: {build: {runs-on: ubuntu-latest}}\n',
}

function raised(version: string) {
  return {
    'package.json': `{\n  "name": "godel",\n  "version": "${version}"\n}\n`,
    'src/version.ts': `export const VERSION = '${version}'\n`,
    'helm/Chart.yaml': `name: godel # the chart\nversion: ${version}\nappVersion: "${version}"\n`,
    'docker-compose.yml': `services:\n  api:\n    image: godel/api:v${version}\n  db:\n    image: postgres:16.2\n`,
  }
}

/** What a command of the page shows in this world. */
async function follow(world: World, command: string): Promise<string> {
  if (command.startsWith('git clone ')) return ''
  const words = command
    .replace(/^npx release-captain /, '')
    .split(' ')
    .map((word) => word.replace(/^godel(?=$|\/)/, world.clone).replaceAll("'", ''))
  const { exitCode, screen, said } = await world.types(words)
  expect([command, exitCode, said]).toEqual([command, 0, ''])
  // A plan's digest is over the policy too, and that grows with every setting.
  return screen
    .replaceAll('~/godel', 'godel')
    .replace(/(?<=plan {6,}|--plan )[0-9a-f]{12}\b/g, '7c0f5ed1a2b3')
}

it('docs/first-release.md shows what is shown, to the letter', async () => {
  using world = openWorld()
  writeProject(world)

  let page = readFileSync(PAGE, 'utf8')
  for (const [block = '', command = ''] of page.matchAll(/```console\n\$ (.+)\n[\s\S]*?```/g)) {
    const shown = (await follow(world, command)).trimEnd()
    page = page.replace(block, () => `\`\`\`console\n$ ${command}${shown === '' ? '' : `\n${shown}`}\n\`\`\``)
  }
  await expect(page).toMatchFileSnapshot(PAGE)
})

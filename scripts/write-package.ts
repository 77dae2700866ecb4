// Writes dist/, what `npm pack` ships: Node runs no TypeScript below node_modules, so the types are taken off here.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const DIST = join(ROOT, 'dist')

await rm(DIST, { recursive: true, force: true })
for (const folder of ['src', 'sandbox']) await writeFolder(folder)
await cp(join(ROOT, 'templates'), join(DIST, 'templates'), { recursive: true })
const { name, version, type } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
await writeFile(
  join(DIST, 'package.json'),
  `${JSON.stringify({ name, version, type, private: true }, null, 2)}\n`,
)

async function writeFolder(folder: string): Promise<void> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((one) => one.isFile())) {
    const from = join(entry.parentPath, entry.name)
    const to = join(DIST, from.slice(ROOT.length))
    await mkdir(dirname(to), { recursive: true })
    if (entry.name.endsWith('.d.ts') || entry.name === 'tsconfig.json') continue
    if (!entry.name.endsWith('.ts')) await cp(from, to)
    else await writeFile(to.replace(/\.ts$/, '.js'), toJavaScript(await readFile(from, 'utf8')))
  }
}

/** The same lines without their types; what names a file of ours by `.ts` names it by `.js`. */
function toJavaScript(text: string): string {
  return stripTypeScriptTypes(text)
    .replace(/(\b(?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]+)\.ts\2/g, '$1$2$3.js$2')
    .replace(/(new URL\(\s*['"][^'"\n]+)\.ts(['"],\s*import\.meta\.url)/g, '$1.js$2')
}

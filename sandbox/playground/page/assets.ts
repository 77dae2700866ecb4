import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file that the browser gets. */
export interface PageAsset {
  readonly type: string
  readonly bytes: Uint8Array
}

const FOLDER = new URL('browser/', import.meta.url)
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
/** The page's `preact.js`, which its modules import by that name; it comes from npm. */
const PREACT = 'preact.js'

/** Everything that the browser loads, by its path. In the page stands the token of this start. */
export async function readAssets(token: string): Promise<ReadonlyMap<string, PageAsset>> {
  const names = (await readdir(FOLDER)).filter((name) => Object.hasOwn(TYPES, extname(name)))
  const files = names.map(async (name): Promise<[string, PageAsset]> => {
    const bytes = await readFile(new URL(name, FOLDER))
    return [`/${name}`, { type: TYPES[extname(name)] ?? '', bytes }]
  })
  const preact = await readFile(fileURLToPath(import.meta.resolve('preact')))
  const assets = new Map(await Promise.all(files))
  assets.set(`/${PREACT}`, { type: TYPES['.js'] ?? '', bytes: preact })
  const page = assets.get('/index.html')
  if (!page) throw new Error('the page has no index.html')
  const html = new TextDecoder().decode(page.bytes).replace('%TOKEN%', token)
  return assets.set('/', { ...page, bytes: new TextEncoder().encode(html) })
}

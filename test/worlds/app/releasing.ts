import type { Change, Product } from './product.ts'

/** Fixes that a patch takes, each in a file of its own. */
export const CRASH: Change = {
  title: 'fix: do not crash on an empty queue',
  files: { 'src/queue.ts': 'export const queue = 2\n' },
}
export const PANIC: Change = {
  title: 'fix: do not panic when the store is full',
  files: { 'src/store.ts': 'export const store = 2\n' },
}

/** A release on its way: its tracking issue, and the pull requests that were merged for it. */
export interface OnItsWay {
  readonly tracking: number
  readonly changes: readonly number[]
  /** Somebody says something on the tracking issue; the answer. */
  readonly says: (login: string, text: string) => Promise<string>
  /** Waits until the tracking issue shows something. */
  readonly shows: (text: string | RegExp) => Promise<string>
}

/** Opened by Ada with a plan of what was merged. */
export async function planned(product: Product, ...changes: readonly Change[]): Promise<OnItsWay> {
  return begun(product, changes, '/release plan')
}

/** Cut by Ada: branch, picks, bump and pull request. */
export async function cut(product: Product, ...changes: readonly Change[]): Promise<OnItsWay> {
  const release = await begun(product, changes, '/release cut')
  await release.shows('## Tests')
  return release
}

/** Tested and ticked, and the question for the tag is asked. */
export async function asked(product: Product, ...changes: readonly Change[]): Promise<OnItsWay> {
  const release = await cut(product, ...changes)
  await release.says('ada', '/release check smoke-tests')
  await product.hears(release.tracking, '### Tag v2.0.1?')
  return release
}

/** Tagged and built, and waiting to be published. */
export async function built(product: Product, ...changes: readonly Change[]): Promise<OnItsWay> {
  const release = await asked(product, ...changes)
  await release.says('grace', '/release go')
  await release.shows('waits to be published')
  return release
}

async function begun(product: Product, changes: readonly Change[], command: string): Promise<OnItsWay> {
  const numbers: number[] = []
  for (const change of changes) numbers.push(await product.merges(change))
  const [first = 1] = numbers
  await product.says('ada', first, command)
  const { number: tracking } = await product.tracking()
  await product.reads(tracking, 'Plan `')
  return onItsWay(product, tracking, numbers)
}

export function onItsWay(product: Product, tracking: number, changes: readonly number[] = []): OnItsWay {
  return {
    tracking,
    changes,
    says: (login, text) => product.says(login, tracking, text),
    shows: (text) => product.reads(tracking, text),
  }
}

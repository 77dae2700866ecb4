import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openObjects } from '../../../src/git/objects/object-store.ts'
import { findEntryAt } from '../../../src/git/objects/trees.ts'
import { createMarkedTree, hasMarkers } from '../../../src/git/picks/conflict-markers.ts'
import { bare, folder } from '../repositories.ts'

const ID = '0123456789abcdef0123456789abcdef01234567'
const labels = { ours: 'release branch', theirs: '#7 fix:\ncafé' }

async function labelled(content: Buffer): Promise<{ text: Buffer; marked: string[] }> {
  await using place = await folder()
  const { gitDir } = await bare(join(place.path, 'r.git'))
  const store = openObjects(gitDir, 'sha1')
  try {
    const entry = Buffer.concat([Buffer.from('100644 a\0'), Buffer.from(store.write('blob', content), 'hex')])
    const tree = store.write('tree', entry)
    const marked = await createMarkedTree(
      store,
      { tree, paths: [{ path: 'a', inTree: 'a', kind: 'content' }] },
      labels,
    )
    const found = await findEntryAt(store, marked.tree, 'a')
    return { text: (await store.read(found?.sha ?? '')).data, marked: [...marked.marked] }
  } finally {
    await store.close()
  }
}

describe('the markers of a conflict', () => {
  it('name the sides in words, and the path where the sides have different ones', async () => {
    const { text, marked } = await labelled(
      Buffer.from(`<<<<<<< ${ID}:old.ts\na\n=======\nb\n>>>>>>> ${ID}:new.ts\r\n`),
    )
    expect(text.toString()).toBe(
      '<<<<<<< release branch:old.ts\na\n=======\nb\n>>>>>>> #7 fix: café:new.ts\r\n',
    )
    expect(marked).toEqual(['a'])
  })

  it('are told from text that looks like some, and every other byte stays', async () => {
    const content = Buffer.concat([
      Buffer.from('<<<<<<< HEAD\n>>>>>>> theirs\n'),
      Buffer.from([0xff, 0xfe, 0x0d]),
    ])
    const { text, marked } = await labelled(content)
    expect(text).toEqual(content)
    expect(marked).toEqual([])
  })

  it('are there where a line begins with one of each kind', () => {
    const has = (text: string) => hasMarkers(Buffer.from(text))
    expect(has('<<<<<<< ours\n=======\n>>>>>>> theirs\n')).toBe(true)
    expect(has('<<<<<<<<< ours\n=========\n>>>>>>>>> theirs\n')).toBe(true)
    expect(has('<<<<<<< ours\n')).toBe(false)
    expect(has(' <<<<<<< ours\n >>>>>>> theirs\n')).toBe(false)
    expect(has('Title\n=======\n')).toBe(false)
  })
})

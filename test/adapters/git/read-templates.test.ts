import { describe, expect, it } from 'vitest'
import { VARIANTS } from '../../../src/messages/announcements/templates.ts'
import { NOW, openRemote, type RemoteWorld } from './remote.ts'

const OWN = 'announcements: {templates: {release: docs/out.md}}\nproduct: {name: Engine}\n'

function commits(world: RemoteWorld, text: string): void {
  world.product.commit({
    branch: 'main',
    message: 'docs: say it our way',
    edits: { 'docs/out.md': text },
    author: 'Ada',
    at: NOW,
  })
}

describe('what a policy says in announcements', () => {
  it('are the templates that come along, where it names no others', async () => {
    using world = openRemote()
    const { pin } = await world.captain.readGround(world.at)
    const templateSet = await world.captain.readTemplates({ at: world.at, pin })
    expect(templateSet.product).toBe('godel')
    for (const variant of VARIANTS)
      expect(templateSet.templates[variant].file).toBe(`templates/announcements/${variant}.md`)
  })

  it('are the templates of its own as they were when it was pinned', async () => {
    using world = openRemote()
    commits(world, '# {{ product }} {{ version }}')
    world.setsPolicy(OWN)
    const { pin } = await world.captain.readGround(world.at)
    commits(world, 'Something else.')
    const { product, templates } = await world.captain.readTemplates({ at: world.at, pin })
    expect(product).toBe('Engine')
    expect(templates.release).toEqual({ file: 'docs/out.md', text: '# {{ product }} {{ version }}' })
    expect(templates.rollback.file).toBe('templates/announcements/rollback.md')
  })

  it('are looked at before anything is done by that policy', async () => {
    using world = openRemote()
    world.setsPolicy(OWN)
    await expect(world.captain.readGround(world.at)).rejects.toThrow(
      /^`announcements\.templates\.release` names docs\/out\.md, and main has no regular file there\.$/,
    )

    commits(world, '# {{ product }\n{% include "more" %}')
    await expect(world.captain.readGround(world.at)).rejects.toThrow(/^docs\/out\.md, line 1, column/)
    commits(world, '# {{ product }} {{ version }}')
    expect((await world.captain.readGround(world.at)).policy.product.name).toBe('Engine')
  })
})

import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../src/config/read-policy.ts'

/** What is wrong with where an artifact is said to be found. */
function wrong(from: string): string[] {
  const text = `build: { artifacts: [{ id: cli, text: CLI, from: ${from} }] }`
  const answer = readPolicy({ text, file: 'config.yml' })
  return answer.ok ? [] : answer.errors.map(({ key, found, right }) => `${key}: ${found} -> ${right}`)
}

describe('where an artifact is found', () => {
  it.each([
    '{ kind: workflow, name: "cli-{version}" }',
    '{ kind: release-asset, name: "cli-{version}.tar.gz" }',
    '{ kind: npm, package: "@godel/cli" }',
    '{ kind: image, reference: "ghcr.io/godel/api:{version}" }',
    '{ kind: image, reference: "registry.example:5000/api:v{version}" }',
    '{ kind: url, url: "https://dl.example/{version}/cli-{version}.zip" }',
  ])('is in a place that can be looked at: %s', (from) => {
    expect(wrong(from)).toEqual([])
  })

  it('is not said by a name that is the same for every version', () => {
    expect([
      ...wrong('{ kind: image, reference: "ghcr.io/godel/api:latest" }'),
      ...wrong('{ kind: url, url: "https://dl.example/latest/cli.zip" }'),
    ]).toMatchInlineSnapshot(`
      [
        "build.artifacts[0].from.reference: the text "ghcr.io/godel/api:latest" -> a line with {version} in it",
        "build.artifacts[0].from.url: the text "https://dl.example/latest/cli.zip" -> a line with {version} in it",
      ]
    `)
  })

  it('is fetched safely or not at all', () => {
    expect([
      ...wrong('{ kind: url, url: "http://dl.example/{version}" }'),
      ...wrong('{ kind: url, url: "file:///etc/{version}" }'),
      ...wrong('{ kind: url, url: "https://me:secret@dl.example/{version}" }'),
    ]).toMatchInlineSnapshot(`
      [
        "build.artifacts[0].from.url: the text "http://dl.example/{version}" -> an https URL without credentials in it",
        "build.artifacts[0].from.url: the text "file:///etc/{version}" -> an https URL without credentials in it",
        "build.artifacts[0].from.url: the text "https://me:secret@dl.example/{version}" -> an https URL without credentials in it",
      ]
    `)
  })

  it('is named by a word that is known, and by its own key', () => {
    expect([
      ...wrong('{ kind: pypi, name: cli }'),
      ...wrong('{ kind: npm, name: cli }'),
      ...wrong('{ kind: npm, package: "Not A Package" }'),
    ]).toMatchInlineSnapshot(`
      [
        "build.artifacts[0].from.kind: the text "pypi" -> one of workflow, release-asset, npm, image, url",
        "build.artifacts[0].from.package: nothing -> text",
        "build.artifacts[0].from.name: an unknown key -> product.name or committer.name",
        "build.artifacts[0].from.package: the text "Not A Package" -> the name of an npm package",
      ]
    `)
  })

  it('is built by a workflow file, and by no path', () => {
    const answer = readPolicy({
      text: 'build: { workflow: ../release.yml, starts: push }',
      file: 'config.yml',
    })
    expect(answer.ok ? [] : answer.errors.map(({ key, right }) => `${key}: ${right}`)).toMatchInlineSnapshot(`
      [
        "build.workflow: the name of a workflow file, like release.yml",
        "build.starts: one of tag, dispatch",
      ]
    `)
  })
})

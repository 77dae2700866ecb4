import { z } from 'zod'
import { chooseDefault, defineList, defineSetting } from '../define-setting.ts'
import { findRefProblem } from '../ref-names.ts'
import { createTemplateSchema } from '../text-schemas.ts'

const lineBranchName = createTemplateSchema(['line', 'major', 'minor']).superRefine((name, context) => {
  const example = name.replace(/\{(?:line|major|minor)\}/g, '2')
  const problem = findRefProblem(example)
  if (problem && !example.includes('{'))
    context.addIssue({ code: 'custom', message: `a branch, like release-{line} (${problem})` })
})

const lineLabel = createTemplateSchema(['line', 'major', 'minor'])

export const lineSchema = z
  .strictObject({
    branch: defineSetting(
      lineBranchName.nullable(),
      chooseDefault(null),
      "The line's own branch, like {major}-{minor}-stable or release-{line}; null uses the one that is found by ancestry.",
    ),
    newestFromMain: defineSetting(
      z.boolean(),
      chooseDefault(false),
      "Whether the newest line is released from main itself: it has no branch of its own, its tags are on main, and a release starts from main's head.",
    ),
    supportEnds: defineSetting(
      z.record(
        z.string().regex(/^\d+(?:\.\d+){0,3}$/, { error: 'a line, like 1.9' }),
        z.iso.date({ error: 'a date, like 2026-06-30' }),
      ),
      chooseDefault({}),
      'The last day on which each line is supported, by its name, like 1.9: 2026-06-30. No release of it is planned after that.',
    ),
    startFrom: defineSetting(
      z.enum(['head', 'tag']),
      chooseDefault('head'),
      "What a release of such a line starts from: the branch's head, or the line's last tag.",
    ),
    propose: defineSetting(
      z.enum(['since-last-release', 'all']),
      chooseDefault('since-last-release'),
      'Which changes on main are proposed for such a line: those merged after its last release, or all. A security fix is proposed for three months more.',
    ),
    labels: defineSetting(
      defineList(lineLabel),
      chooseDefault(['patch-candidate/{line}']),
      'Labels that nominate a change for one line, like backport/{line}. Those of candidates.labels nominate for every line.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The branch of a line, if the project keeps one.' })

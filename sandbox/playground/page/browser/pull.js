/** @import { CheckView, IssueView, PullView } from '../../wire/wire.ts' */
import { act } from './ask.js'
import { count, shortenSha } from './format.js'
import { renderProse } from './markdown.js'
import { renderButton, renderOutcome } from './parts.js'
import { renderFileList } from './patch.js'
import { h } from './preact.js'
import { getNow } from './store.js'

/**
 * What a pull request has more than an issue.
 *
 * @param {IssueView} issue
 * @param {{ pull: PullView, bot: string }} given
 */
export function pullParts(issue, { pull, bot }) {
  return h(
    'div',
    { class: 'pull' },
    checkList(pull.checks, bot),
    mergeBox(issue, pull),
    h(
      'details',
      { class: 'card fold', 'data-mark': 'commits', open: true },
      h('summary', null, h('b', null, count(pull.commits.length, 'commit'))),
      h(
        'ul',
        { class: 'commits' },
        ...pull.commits.map(({ sha, title, author }) =>
          h(
            'li',
            { key: sha },
            h('a', { href: `#/commits/${sha}` }, h('code', null, shortenSha(sha))),
            ' ',
            title,
            ' ',
            h('span', { class: 'meta' }, author),
          ),
        ),
      ),
    ),
    h(
      'details',
      { class: 'card fold', 'data-mark': 'files' },
      h('summary', null, h('b', null, count(pull.files.length, 'file')), ' changed'),
      pull.headIsThere
        ? h(
            'p',
            null,
            h('a', { href: `#/files/${encodeURIComponent(pull.headBranch)}` }, 'Push another change'),
          )
        : null,
      renderFileList(pull.files),
    ),
  )
}

/**
 * @param {readonly CheckView[]} checks
 * @param {string} bot
 */
export function checkList(checks, bot) {
  return h(
    'section',
    { class: 'card checks', 'data-mark': 'checks', 'aria-label': 'Checks' },
    h('h2', null, 'Checks'),
    checks.length > 0 ? null : h('p', { class: 'empty' }, 'None on this commit.'),
    ...checks.map((check) => renderOneCheck(check, bot)),
  )
}

/**
 * @param {CheckView} check
 * @param {string} bot
 */
function renderOneCheck(check, bot) {
  const { id, run, name, app, isOwn, status, conclusion, title, summary, text } = check
  const isOver = status === 'completed'
  const line = [
    renderOutcome(status, conclusion),
    h('b', null, name),
    h('span', { class: 'meta' }, isOwn ? bot : app),
    title ? h('span', { class: 'verdict' }, title) : null,
    h('span', { class: 'gap' }),
    isOwn ? renderButton('Again', () => act('check-again', { check: id }), { class: 'quiet' }) : null,
    run !== null && isOver
      ? renderButton('Run again', () => act('rerun', { run }), { class: 'quiet' })
      : null,
    ...(run !== null && !isOver
      ? [
          renderButton('Pass', () => act('end-run', { run, conclusion: 'success' }), { class: 'quiet' }),
          renderButton('Fail', () => act('end-run', { run, conclusion: 'failure' }), { class: 'quiet' }),
        ]
      : []),
  ]
  if (summary.length + text.length === 0) return h('div', { key: id, class: 'check' }, ...line)
  return h(
    'details',
    { key: id, class: 'check', open: isOwn },
    h('summary', null, ...line),
    renderProse(summary),
    renderProse(text),
  )
}

const STANDS = /** @type {Readonly<Record<string, string>>} */ ({
  clean: 'It can be merged.',
  dirty: 'It conflicts with its base branch.',
  blocked: 'Its base branch has unmet requirements.',
  behind: 'It is behind its base branch.',
  draft: 'It is a draft.',
  unknown: '',
})

/**
 * @param {IssueView} issue
 * @param {PullView} pull
 */
function mergeBox({ number, state }, { merged, mergeable, missing, headIsThere, headBranch }) {
  if (state === 'merged' || state === 'closed') {
    return h(
      'section',
      { class: `card merge ${state}`, 'data-mark': 'merge' },
      h('p', null, merged ? `${merged.by.login} merged it.` : 'It was closed without a merge.'),
      headIsThere
        ? renderButton('Delete the branch', () => act('delete-branch', { branch: headBranch }), {
            class: 'quiet',
          })
        : null,
    )
  }
  const review = (/** @type {string} */ stands) => act('review', { number, state: stands, body: '' })
  const isDraft = state === 'draft'
  return h(
    'section',
    { class: `card merge ${mergeable}`, 'data-mark': 'merge' },
    h(
      'p',
      null,
      h('b', null, STANDS[mergeable] ?? mergeable),
      ...missing.map((one) => h('span', { class: 'meta' }, ` ${one}`)),
    ),
    h(
      'p',
      { class: 'buttons' },
      renderButton('Approve', () => review('APPROVED')),
      renderButton('Ask for changes', () => review('CHANGES_REQUESTED')),
      renderButton(
        isDraft ? 'Ready for review' : 'Make it a draft',
        () => act('mark', { number, state: isDraft ? 'ready' : 'draft' }),
        { class: 'quiet' },
      ),
      h('span', { class: 'gap' }),
      renderButton('Squash', () => act('merge', { number, method: 'squash' }), {
        class: 'primary',
        title: `Squash and merge as ${getNow().me}`,
      }),
      renderButton('Merge', () => act('merge', { number, method: 'merge' }), {
        title: 'With a merge commit',
      }),
      renderButton('Rebase', () => act('merge', { number, method: 'rebase' }), { title: 'Commit by commit' }),
    ),
  )
}

/** @import { BlockView, ButtonView, SlackMessageView } from '../../wire/wire-chats.ts' */
/** @import { Child, VNode } from './preact.js' */
import { act } from './ask.js'
import { formatWhen } from './format.js'
import { renderProse } from './markdown.js'
import { renderButton, renderFace, renderPerson, sendsByKey } from './parts.js'
import { h } from './preact.js'

/**
 * What a block is drawn with.
 *
 * @typedef {object} renderSaid
 * @property {((id: string) => void) | null} [onPress] null, or left out: nothing of it can be pressed
 * @property {Readonly<Record<string, string>>} [errors] what is wrong, by block
 */

/**
 * A message.
 *
 * @param {SlackMessageView} message
 * @param {{ channel: string, below?: Child }} where
 */
export function renderSaid({ id, by, at, edited, blocks, onlyFor }, { channel, below = null }) {
  const listenForClicks = (/** @type {string} */ pressed) => {
    void act('slack-press', { channel, message: id, button: pressed })
  }
  return h(
    'article',
    { key: id, class: `chat-said${onlyFor ? ' only-for' : ''}`, 'data-mark': `said-${id}` },
    renderFace(by),
    h(
      'div',
      { class: 'chat-body' },
      h(
        'header',
        null,
        renderPerson(by),
        h('span', { class: 'meta' }, formatWhen(at), edited ? ' · edited' : ''),
      ),
      onlyFor ? h('p', { class: 'only meta' }, `Only ${onlyFor} sees this`) : null,
      h('div', { class: 'blocks' }, ...drawBlocks(blocks, { onPress: onlyFor ? null : listenForClicks })),
      below,
    ),
  )
}

/**
 * @param {readonly BlockView[]} blocks
 * @param {renderSaid} [drawing]
 */
export function drawBlocks(blocks, drawing = {}) {
  return blocks.map((block) => draw(block, drawing))
}

/**
 * @param {BlockView} block
 * @param {renderSaid} drawing
 * @returns {VNode}
 */
function draw(block, { onPress = null, errors = {} }) {
  switch (block.kind) {
    case 'header':
      return h('h3', { class: 'block-header' }, block.text)
    case 'section':
      return h(
        'div',
        { class: 'block-section' },
        block.text.length > 0 ? renderProse(block.text) : null,
        block.fields.length > 0
          ? h('div', { class: 'fields' }, ...block.fields.map((one) => renderProse(one)))
          : null,
        block.button ? renderPressed(block.button, onPress) : null,
      )
    case 'context':
      return h('div', { class: 'block-context' }, ...block.elements.map((one) => renderProse(one)))
    case 'divider':
      return h('hr', { class: 'block-divider' })
    case 'actions':
      return h(
        'p',
        { class: 'buttons block-actions' },
        ...block.buttons.map((one) => renderPressed(one, onPress)),
      )
    case 'input':
      return renderInput(block, errors[block.id] ?? null)
  }
}

/**
 * @param {ButtonView} view
 * @param {renderSaid['onPress']} onPress
 */
function renderPressed({ id, label, style }, onPress = null) {
  return renderButton(label, () => onPress?.(id), {
    key: id,
    class: style === 'plain' ? 'press' : `press ${style}`,
    disabled: onPress === null,
  })
}

/**
 * @param {Extract<BlockView, { kind: 'input' }>} block
 * @param {string | null} error
 */
function renderInput({ id, label, multiline, most }, error) {
  // An input of Slack's must be filled in.
  const given = {
    ...{ name: id, required: true, maxlength: most ?? undefined },
    'aria-invalid': error === null ? undefined : true,
  }
  return h(
    'label',
    { class: 'field' },
    h('span', null, label),
    multiline
      ? h('textarea', { ...given, rows: 4, onKeyDown: sendsByKey })
      : h('input', { ...given, autocomplete: 'off' }),
    error === null ? null : h('span', { class: 'wrong', role: 'alert' }, error),
  )
}

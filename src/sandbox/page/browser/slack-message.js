/** @import { BlockView, ButtonView, SaidInSlack } from '../wire-chats.ts' */
/** @import { Child, VNode } from './preact.js' */
import { act } from './ask.js'
import { when } from './format.js'
import { prose } from './markdown.js'
import { button, face, person, sendsByKey } from './parts.js'
import { h } from './preact.js'

/**
 * What a block is drawn with.
 *
 * @typedef {object} Drawing
 * @property {((id: string) => void) | null} [onPress] null, or left out: nothing of it can be pressed
 * @property {Readonly<Record<string, string>>} [errors] what is wrong, by block
 */

/**
 * A message.
 *
 * @param {SaidInSlack} message
 * @param {{ channel: string, below?: Child }} where
 */
export function said({ id, by, at, edited, blocks, onlyFor }, { channel, below = null }) {
  const onPress = (/** @type {string} */ pressed) => {
    void act('slack-press', { channel, message: id, button: pressed })
  }
  return h(
    'article',
    { key: id, class: `chat-said${onlyFor ? ' only-for' : ''}`, 'data-mark': `said-${id}` },
    face(by),
    h(
      'div',
      { class: 'chat-body' },
      h('header', null, person(by), h('span', { class: 'meta' }, when(at), edited ? ' · edited' : '')),
      onlyFor ? h('p', { class: 'only meta' }, `Only ${onlyFor} sees this`) : null,
      h('div', { class: 'blocks' }, ...drawBlocks(blocks, { onPress: onlyFor ? null : onPress })),
      below,
    ),
  )
}

/**
 * @param {readonly BlockView[]} blocks
 * @param {Drawing} [drawing]
 */
export function drawBlocks(blocks, drawing = {}) {
  return blocks.map((block) => draw(block, drawing))
}

/**
 * @param {BlockView} block
 * @param {Drawing} drawing
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
        block.text.length > 0 ? prose(block.text) : null,
        block.fields.length > 0
          ? h('div', { class: 'fields' }, ...block.fields.map((one) => prose(one)))
          : null,
        block.button ? pressed(block.button, onPress) : null,
      )
    case 'context':
      return h('div', { class: 'block-context' }, ...block.elements.map((one) => prose(one)))
    case 'divider':
      return h('hr', { class: 'block-divider' })
    case 'actions':
      return h('p', { class: 'buttons block-actions' }, ...block.buttons.map((one) => pressed(one, onPress)))
    case 'input':
      return input(block, errors[block.id] ?? null)
  }
}

/**
 * @param {ButtonView} view
 * @param {Drawing['onPress']} onPress
 */
function pressed({ id, label, style }, onPress = null) {
  return button(label, () => onPress?.(id), {
    key: id,
    class: style === 'plain' ? 'press' : `press ${style}`,
    disabled: onPress === null,
  })
}

/**
 * @param {Extract<BlockView, { kind: 'input' }>} block
 * @param {string | null} error
 */
function input({ id, label, multiline, most }, error) {
  // An input of Slack's has to be filled in.
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

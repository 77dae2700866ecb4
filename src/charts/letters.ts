import { type Bitmap, type Colour, drawPixel, type Pixel } from './bitmap.ts'

/** The letters from the space to the tilde: five columns each, one byte for a column, its lowest bit on top. */
const LETTERS = Buffer.from(
  [
    '000000000000005f00000007000700147f147f14242a7f2a12231308646236495522500005030000',
    '001c2241000041221c0014083e081408083e08080050300000080808080800606000002010080402',
    '3e5149453e00427f400042615149462141454b311814127f1027454545393c4a4949300171090503',
    '3649494936064949291e003636000000563600000814224100141414141400412214080201510906',
    '324979413e7e1111117e7f494949363e414141227f4141221c7f494949417f090909013e4149497a',
    '7f0808087f00417f41002040413f017f081422417f404040407f020c027f7f0408107f3e4141413e',
    '7f090909063e4151215e7f09192946464949493101017f01013f4040403f1f2040201f3f4038403f',
    '631408146307087008076151494543007f41410002040810200041417f0004020102044040404040',
    '000102040020545454787f484444383844444420384444487f3854545418087e0901020c5252523e',
    '7f0804047800447d40002040443d007f1028440000417f40007c041804787c080404783844444438',
    '7c14141408081414187c7c080404084854545420043f4440203c4040207c1c2040201c3c4030403c',
    '44281028440c5050503c4464544c44000836410000007f000000413608001008081008',
  ].join(''),
  'hex',
)
const FIRST = ' '.charCodeAt(0)
const UNKNOWN = '?'.charCodeAt(0) - FIRST
const [COLUMNS, ROWS] = [5, 8]
/** A letter is drawn so many times as large, which small screens need. */
const SCALE = 2
/** From a letter to the next. */
const ADVANCE = (COLUMNS + 1) * SCALE

/** How high a line of text is, in pixels. */
export const LETTER_HEIGHT = 7 * SCALE

/** Where a text stands: its upper left corner, or its upper right one. */
interface TextPlace extends Pixel {
  readonly anchor: 'start' | 'end'
  readonly colour: Colour
}

/** Writes a line of text. Letters that there are none of become question marks. */
export function drawText(bitmap: Bitmap, text: string, { x, y, anchor, colour }: TextPlace): void {
  const letters = [...text.normalize('NFKD').replaceAll(/\p{M}/gu, '')]
  const from = anchor === 'start' ? x : x - letters.length * ADVANCE
  for (const [index, letter] of letters.entries())
    drawLetter(bitmap, letter, { x: Math.round(from) + index * ADVANCE, y: Math.round(y), colour })
}

function drawLetter(
  bitmap: Bitmap,
  letter: string,
  { x, y, colour }: Pixel & { readonly colour: Colour },
): void {
  const code = letter.charCodeAt(0) - FIRST
  const known = code >= 0 && (code + 1) * COLUMNS <= LETTERS.length ? code : UNKNOWN
  for (let at = 0; at < COLUMNS * ROWS * SCALE * SCALE; at += 1) {
    const [across, down] = [at % (COLUMNS * SCALE), Math.floor(at / (COLUMNS * SCALE))]
    const column = LETTERS[known * COLUMNS + Math.floor(across / SCALE)] ?? 0
    if ((column >> Math.floor(down / SCALE)) & 1)
      drawPixel(bitmap, { x: x + across, y: y + down }, { colour, share: 1 })
  }
}

/** One place of a piece of a pattern: what may stand there. */
type Place = { readonly kind: 'digit' | 'letter' | 'any' } | { readonly kind: 'self'; readonly is: string }
export type Piece = readonly Place[]

/** As many places as a machine word has bits to keep track of them. */
export const longestPiece = 31

const meaning: Readonly<Record<string, Place>> = { '#': { kind: 'digit' }, '@': { kind: 'letter' }, '?': { kind: 'any' } }

/** The pieces of a pattern, between its `*`. Letters are compared as small ones, in their plain forms (Unicode NFKC). */
export const piecesOf = (pattern: string): readonly Piece[] =>
  pattern
    .normalize('NFKC')
    .toLowerCase()
    .split('*')
    .filter((piece) => piece !== '')
    .map((piece) => piece.split('').map((is) => meaning[is] ?? { kind: 'self', is }))

const fits = (place: Place, char: string): boolean => {
  switch (place.kind) {
    case 'digit':
      return char >= '0' && char <= '9'
    case 'letter':
      return char >= 'a' && char <= 'z'
    case 'any':
      return true
    case 'self':
      return place.is === char
  }
}

const maskOf = (piece: Piece, char: string): number => piece.reduce((mask, place, i) => (fits(place, char) ? mask | (1 << i) : mask), 0)

const isAlphanumeric = (char: string | undefined): boolean => char !== undefined && /[a-z0-9]/.test(char)
/** "`@@@U#######` is no part of a longer number." Where one letter or digit stands against another, there is no edge. */
const isEdge = (before: string | undefined, after: string | undefined): boolean => !(isAlphanumeric(before) && isAlphanumeric(after))

type Span = { readonly from: number; readonly edges: { readonly left: boolean; readonly right: boolean } }

/**
 * Where the first match of a piece ends, or -1. Every place that could have been reached is a bit, and one step over the text moves
 * all of them (Shift-And, Baeza-Yates and Gonnet 1992): the time is that of reading the text, whatever the piece and the text are.
 */
const endOf = (line: string, piece: Piece, { from, edges }: Span): number => {
  const masks = new Map<string, number>()
  const last = 1 << (piece.length - 1)
  let reached = 0
  for (let at = from; at < line.length; at += 1) {
    const char = line.charAt(at)
    const mask = masks.get(char) ?? maskOf(piece, char)
    masks.set(char, mask)
    reached = ((reached << 1) | 1) & mask
    if ((reached & last) === 0) continue
    const start = at - piece.length + 1
    const isWhole = (!edges.left || isEdge(line[start - 1], line[start])) && (!edges.right || isEdge(line[at], line[at + 1]))
    if (isWhole) return at + 1
  }
  return -1
}

type Wanted = { readonly pieces: readonly Piece[]; readonly open: { readonly left: boolean; readonly right: boolean } }

/** Each piece as early as it can be: what is behind it has the more room. */
const lineHas = (line: string, { pieces, open }: Wanted): boolean => {
  let from = 0
  for (const [i, piece] of pieces.entries()) {
    const edges = { left: i === 0 && !open.left, right: i === pieces.length - 1 && !open.right }
    from = endOf(line, piece, { from, edges })
    if (from < 0) return false
  }
  return pieces.length > 0
}

/** Whether a pattern stands in a folded text, within one line of it. */
export const hasPattern = (text: string, pattern: string): boolean => {
  const wanted = { pieces: piecesOf(pattern), open: { left: pattern.startsWith('*'), right: pattern.endsWith('*') } }
  return text.split('\n').some((line) => lineHas(line, wanted))
}

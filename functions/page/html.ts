/** Markup that needs no further care; everything else that is put into a page is text. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

type Part = Html | string | number | false | undefined | readonly (Html | string | false | undefined)[]

const written = (part: Part): string => {
  if (part instanceof Html) return part.text
  if (part === undefined || part === false) return ''
  return typeof part === 'string' || typeof part === 'number' ? escaped(String(part)) : part.map(written).join('')
}

/** Markup with values in it. A value is text, wherever it comes from, unless it is markup made by this very function. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(fixed.map((piece, i) => piece + written(parts[i])).join(''))

import { Parser } from 'htmlparser2'

const paragraphs = new Set(['p', 'blockquote', 'ul', 'ol', 'dl', 'table', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr'])
const rows = new Set(['div', 'tr', 'li', 'dt', 'dd', 'center', 'address', 'caption'])
const longestLink = 200

/** Puts words one after the other, as a reader sees them: blanks once, lines where there is a line, quotations marked. */
class Page {
  readonly #chunks: string[] = []
  #breaks = 0
  #blank = false
  #quoted = 0
  #exact = 0
  #link: { readonly href: string; shown: string } | undefined

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#line(name)
    if (name === 'br') this.#breaks += 1
    if (name === 'blockquote') this.#quoted += 1
    if (name === 'pre') this.#exact += 1
    if (name === 'li') this.#put('- ')
    if (name === 'td' || name === 'th') this.#blank = true
    if (name === 'a') this.#link = { href: attributes['href'] ?? '', shown: '' }
    if (name === 'img' && attributes['alt']) this.text(`[${attributes['alt']}]`)
  }

  close(name: string): void {
    if (name === 'a') this.#tellLink()
    if (name === 'blockquote') this.#quoted -= 1
    if (name === 'pre') this.#exact -= 1
    this.#line(name)
  }

  text(raw: string): void {
    if (this.#exact > 0) {
      for (const [at, line] of raw.split('\n').entries()) {
        if (at > 0) this.#breaks += 1
        if (line !== '') this.#put(line)
      }
      return
    }
    const words = raw.replace(/[\s\u00a0]+/gu, ' ')
    if (words.startsWith(' ')) this.#blank = true
    if (words.trim() === '') return
    this.#put(words.trim())
    this.#blank = words.endsWith(' ')
  }

  get whole(): string {
    return this.#chunks.join('')
  }

  #line(name: string): void {
    if (paragraphs.has(name)) this.#breaks = Math.max(this.#breaks, 2)
    else if (rows.has(name)) this.#breaks = Math.max(this.#breaks, 1)
  }

  #put(words: string): void {
    const isFirst = this.#chunks.length === 0
    if (this.#breaks > 0 || isFirst) this.#chunks.push(isFirst ? '' : '\n'.repeat(Math.min(this.#breaks, 3)), '> '.repeat(this.#quoted))
    else if (this.#blank) this.#chunks.push(' ')
    this.#chunks.push(words)
    if (this.#link) this.#link.shown += words
    this.#breaks = 0
    this.#blank = false
  }

  #tellLink(): void {
    const { href = '', shown = '' } = this.#link ?? {}
    this.#link = undefined
    const isShown = href.replace(/^mailto:|^tel:/i, '') === shown || href.replace(/\/$/, '') === shown.replace(/\/$/, '')
    if (shown !== '' && href !== '' && !isShown && href.length <= longestLink) this.#put(` (${href})`)
  }
}

/** The words of cleaned HTML, for those who read, search and sort by words. */
export const textOfHtml = (html: string): string => {
  const page = new Page()
  const parser = new Parser({
    onopentag: (name, attributes) => page.open(name, attributes),
    ontext: (text) => page.text(text),
    onclosetag: (name) => page.close(name),
  })
  parser.end(html)
  return page.whole
}

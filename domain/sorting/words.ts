/** So much of a message is looked at: what it is about stands at its beginning. */
const mostRead = 8_000

/** A text in the form in which it is searched: full-width and half-width, capital and small are one. */
export const folded = (text: string): string => text.slice(0, mostRead).normalize('NFKC').toLowerCase()

/** Written without blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const spaced = /[\p{L}\p{M}\p{N}]/u

const belongsToWord = (char: string | undefined): boolean => char !== undefined && spaced.test(char) && !unspaced.test(char)

/** Whether a word begins or ends between two characters. */
const isEdge = (before: string | undefined, after: string | undefined): boolean => !(belongsToWord(before) && belongsToWord(after))

/** Whether words stand in a folded text: `late` is not in `plated`, while Chinese is found wherever its characters are. */
export const hasWords = (text: string, words: string): boolean => {
  const wanted = folded(words)
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    if (isEdge(text[at - 1], text[at]) && isEdge(text[end - 1], text[end])) return true
  }
  return false
}

/** So many characters of an answer are kept. */
export const longestExcerpt = 200

/** What may be somebody's or open something: mail addresses, long numbers, and long words without a blank, as tokens and keys are. */
const telling = [/[^\s@"'<>]+@[^\s@"'<>]+/gu, /\+?\d[\d\s().-]{5,}\d/gu, /[A-Za-z0-9+/_=.-]{24,}/gu]

/** The beginning of what a receiver said, for whoever looks for the fault: on one line, and without what may be sensitive. */
export const excerptOf = (text: string): string => {
  const flat = text.replace(/[\p{Cc}\p{Cf}\s\uFFFD]+/gu, ' ').trim()
  // Twice the length is looked through, so that what is cut off was recognised whole.
  const cut = [...flat].slice(0, 2 * longestExcerpt).join('')
  const told = telling.reduce((said, pattern) => said.replace(pattern, '***'), cut)
  return [...told].slice(0, longestExcerpt).join('')
}

import type { Language } from '../../kernel/language.ts'

const han = /\p{Script=Han}/gu
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const latin = /\p{Script=Latin}/gu

/**
 * In which of the languages that we speak a text is written; undefined where it is neither or too short to tell. A Chinese character
 * says as much as several letters, so few of them among English names and numbers are enough.
 */
export const spokenIn = (text: string): Language | undefined => {
  if (kana.test(text)) return undefined
  const [characters, letters] = [text.match(han)?.length ?? 0, text.match(latin)?.length ?? 0]
  if (characters * 4 >= letters && characters >= 2) return 'zh-CN'
  return letters >= 8 ? 'en' : undefined
}

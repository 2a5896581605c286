import { expect, it } from 'vitest'
import { languageOf } from '../../../functions/runtime/language.ts'

it.each<[string | undefined, string, string]>([
  [undefined, 'en', 'no header'],
  ['', 'en', 'an empty one'],
  ['zh-CN', 'zh-CN', 'what we have'],
  ['zh-TW', 'zh-CN', 'another Chinese'],
  ['ZH-hans-cn', 'zh-CN', 'any case'],
  ['da, en-gb;q=0.8, en;q=0.7', 'en', 'the example of RFC 9110'],
  ['da, zh;q=0.8, en;q=0.7', 'zh-CN', 'the better of two'],
  ['en;q=0.7, zh;q=0.8', 'zh-CN', 'the better of two, named second'],
  ['zh;q=0.8, en', 'en', 'one without a weight has weight 1'],
  ['zh, en', 'zh-CN', 'the first of two alike'],
  ['fr, de', 'en', 'none of ours'],
  ['fr, zh;q=0', 'en', 'not Chinese'],
  ['*', 'en', 'any'],
  ['en;q=0, *', 'zh-CN', 'any but English'],
  ['zh;q=0.1, *;q=0.5', 'en', 'any rather than Chinese'],
  ['fr, *;q=0.1, zh;q=0.2', 'zh-CN', 'Chinese rather than any'],
  ['zha', 'en', 'Zhuang, which begins like Chinese'],
  ['enm, zh;q=0.1', 'zh-CN', 'Middle English, which begins like English'],
  ['zh ; q=0.5 , en ; q=0.4', 'zh-CN', 'blanks'],
  ['zh;q=x, en;q=0.1', 'zh-CN', 'a weight that is none'],
  [';;;,,,q=1', 'en', 'nonsense'],
  ['constructor, __proto__', 'en', 'names that objects have of their own'],
])('Accept-Language %j is answered in %s: %s', (header: string | undefined, language: string) => {
  expect(languageOf(header)).toBe(language)
})

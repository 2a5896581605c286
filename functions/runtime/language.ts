import type { Language } from './messages.ts'

const wanted = (range: string): { readonly tag: string; readonly weight: number } => {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined)
  return { tag: tag.trim(), weight: quality === undefined ? 1 : Number(quality) }
}

/** The language that `Accept-Language` (RFC 9110, 12.5.4) likes best among ours; English where it likes none. */
export const languageOf = (header: string | undefined): Language => {
  const liked = (header ?? '')
    .split(',')
    .map(wanted)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .find(({ tag }) => tag.startsWith('zh') || tag.startsWith('en'))
  return liked?.tag.startsWith('zh') ? 'zh-CN' : 'en'
}

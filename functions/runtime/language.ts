import type { Language } from '../../domain/kernel/language.ts'

/** Ours, by the first subtag: whoever likes any Chinese gets ours. */
const ours: Readonly<Record<string, Language>> = { en: 'en', zh: 'zh-CN' }

type Range = { readonly primary: string; readonly weight: number }

const wanted = (range: string): Range => {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined)
  return { primary: tag.trim().split('-')[0] ?? '', weight: quality === undefined ? 1 : Number(quality) }
}

/** `*` stands for each language that the header does not name. */
const spelled = (ranges: readonly Range[]): readonly Range[] => {
  const unnamed = Object.keys(ours).filter((language) => !ranges.some(({ primary }) => primary === language))
  return ranges.flatMap((range) => (range.primary === '*' ? unnamed.map((primary) => ({ ...range, primary })) : [range]))
}

/** The language that `Accept-Language` (RFC 9110, 12.5.4) likes best among ours; English where it likes none. */
export const languageOf = (header: string | undefined): Language => {
  const liked = spelled((header ?? '').split(',').map(wanted))
    .filter(({ primary, weight }) => weight > 0 && Object.hasOwn(ours, primary))
    .sort((a, b) => b.weight - a.weight)[0]
  return (liked && ours[liked.primary]) ?? 'en'
}

import type { Template } from '../../infra/templates.ts'
import { idleMonth } from './idle-month.ts'
import type { Line } from './line.ts'
import { assumed, type Budget, million } from './million.ts'
import { prices } from './prices.ts'

const money = (dollars: number): string => dollars.toFixed(2)
const total = (lines: readonly Line[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0)
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const idleTable = (templates: Iterable<Template>): string => {
  const lines = idleMonth(templates)
  return [
    row(['what', 'how much of it', 'dollars']),
    row(['---', '---', '---:']),
    ...lines.map(({ what, why, dollars }) => row([what, why, money(dollars)])),
    row(['**together**', '', `**${money(total(lines))}**`]),
  ].join('\n')
}

const operationTable = (budget: Budget): string => {
  const routes = Object.entries(budget).filter(([key]) => /^[A-Z]+ \//.test(key))
  if (routes.length === 0) return 'No operation is measured yet.'
  const bills = routes.map(([key, units]) => ({ key, lines: million(units) }))
  const heads = bills[0]?.lines.map(({ what }) => what.toLowerCase()) ?? []
  return [
    row(['operation', ...heads, 'together']),
    row(['---', ...heads.map(() => '---:'), '---:']),
    ...bills.map(({ key, lines }) => row([`\`${key}\``, ...lines.map(({ dollars }) => money(dollars)), `**${money(total(lines))}**`])),
  ].join('\n')
}

const assumptionTable = (): string =>
  [row(['assumed', 'value']), row(['---', '---:']), ...Object.entries(assumed).map(([name, value]) => row([name, String(value)]))].join(
    '\n',
  )

/** The page with every figure between its markers made anew; what people wrote around them stays. */
export const priced = (page: string, { templates, budget }: { templates: Iterable<Template>; budget: Budget }): string => {
  const figures = {
    basis: `Prices: ${prices.region}, ${prices.readOn}.`,
    idle: idleTable(templates),
    operations: operationTable(budget),
    assumptions: assumptionTable(),
  }
  return Object.entries(figures).reduce(
    (text, [name, figure]) =>
      text.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- end -->)`), (_all, begin, end) => `${begin}${figure}${end}`),
    page,
  )
}

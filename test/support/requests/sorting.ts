import { shippedAutoAnswers } from '../../../domain/auto-answers/auto-answers.ts'
import { shippedTable } from '../../../domain/priorities/table.ts'
import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

let n = 0
const next = () => {
  n += 1
  return n
}
const [rules, table, macros, applied] = [
  '/v1/sorting-rules',
  '/v1/priority-table',
  '/v1/macros',
  '/v1/tickets/{ticketId}/macros/{code}',
] as const
const macro = (code: string) => ({
  code,
  name: '补充资料',
  actions: [
    { do: 'note', text: '等待客户补充' },
    { do: 'tag', add: ['photos_asked'] },
    { do: 'move', to: 'pending_customer' },
  ],
})

const opened = async ({ ask }: Meter) => {
  const subject = `索赔 ${next()}`
  const { id } = await ask('POST /v1/tickets', { body: { subject, text: '外箱破损', kind: 'inquiry', channel: 'phone' } })
  return String(id)
}

export const sortingReads = async (meter: Meter): Promise<Requests> => {
  await meter.ask(`POST ${macros}`, { body: macro('metered') })
  return {
    [`GET ${rules}`]: () => ({}),
    [`GET ${rules}/{ruleId}`]: () => ({ path: { ruleId: 'urgent_words' } }),
    [`GET ${table}`]: () => ({}),
    'GET /v1/auto-answers': () => ({}),
    [`GET ${macros}`]: () => ({}),
    [`GET ${macros}/{code}`]: () => ({ path: { code: 'metered' } }),
  }
}

export const sortingWrites = async (meter: Meter): Promise<Requests> => {
  await meter.ask(`POST ${macros}`, { body: macro('metered') })
  const fresh = async () => ({ path: { ticketId: await opened(meter), code: 'metered' } })
  const rule = () => ({ id: `metered_${next()}`, name: 'Metered', when: { text: [{ words: ['温度'] }] }, set: { tags: ['cold_chain'] } })
  return {
    [`POST ${rules}`]: () => ({ body: rule() }),
    [`POST ${rules}/dry-run`]: () => ({ body: { rules: [rule()] } }),
    [`POST ${table}`]: () => ({ body: { ...shippedTable, tiers: next() % 2 === 0 ? {} : shippedTable.tiers } }),
    'POST /v1/auto-answers': () => ({ body: { ...shippedAutoAnswers, silenceHours: 2 + (next() % 100) } }),
    [`POST ${macros}`]: () => ({ body: macro(`metered_${next()}`) }),
    [`POST ${applied}/preview`]: fresh,
    [`POST ${applied}/apply`]: fresh,
  }
}

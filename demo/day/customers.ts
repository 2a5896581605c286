import { concurrently } from '../concurrently.ts'
import { chance } from '../rehearsal/chance.ts'
import type { Coming } from './coming.ts'
import { anotherKey, bring, type Street, taken } from './doors.ts'
import { notSolved } from './matters.ts'

const byMail = (coming: Coming): boolean => (coming.door === 'mail' || coming.door === 'folder') && coming.how === 'matter'

/** Some customers find that what was resolved is not, and write once more to the same matter. */
export const comeBack = async (street: Street, share: number): Promise<void> => {
  const { journal } = street
  for (const id of journal.resolved.splice(0)) {
    const base = journal.brought.get(journal.firstOf.get(id) ?? '')?.coming
    if (!base || !byMail(base) || chance('comes back', base.key) >= share) continue
    const { writer, tongue, about, subject } = base
    const words = { subject, text: notSolved(writer.language) }
    const key = anotherKey(street)
    const more = { key, minute: base.minute, door: 'mail', how: 'own_reference', to: base.key } as const
    await bring(street, { ...more, writer, tongue, about, subject: words.subject, text: `${words.text}\n\n${key}` })
    journal.count('came back')
  }
}

/** Who is asked how it was answers on the page that the mail leads to; some do not. */
export const answerSurveys = async ({ stage, mailbox, journal }: Street): Promise<void> => {
  const links = mailbox.seen().flatMap(({ body, destination }) => {
    const path = /(\/s\/[\w.~-]+)/.exec(body.text)?.[1]
    return path === undefined ? [] : [{ path, address: destination.to[0] ?? '' }]
  })
  const fresh = links.filter(({ path }) => !journal.asked.has(path))
  for (const { path } of fresh) journal.asked.add(path)
  const willing = fresh.filter(({ address }) => chance('answers', address) < 0.6)
  await concurrently(willing, 4, async ({ path, address }) => {
    const overall = 1 + Math.floor(Math.sqrt(chance('overall', address)) * 5)
    const body = new URLSearchParams({ 'a.overall': String(overall) })
    const { status } = await taken({ stage }, ({ api }) => `${api}${path}`, { method: 'POST', redirect: 'manual', body })
    if (status !== 303) throw new Error(`The survey says ${status} to ${address}`)
    journal.count('answered a survey')
  })
}

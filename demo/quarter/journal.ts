import { plus } from '../rehearsal/days.ts'

/** What people did on which day, as far as they came through with it. The model goes by it. */
type Deed =
  | { readonly kind: 'visit'; readonly did: 'hold' | 'unreachable' | 'refuse' }
  | { readonly kind: 'review'; readonly did: 'confirm' | 'change' }
  | { readonly kind: 'answer'; readonly did: 'page' | 'phone'; readonly survey: string }
  | { readonly kind: 'ticket'; readonly did: 'open' | 'resolve'; readonly ticket: string }
  | { readonly kind: 'suggestion'; readonly did: 'accept' | 'decline' | 'finish' | 'tell' }

export type Entry = Deed & { readonly number: number; readonly day: string }

export type Journal = {
  readonly entries: readonly Entry[]
  /** When each colleague last read all that they had been told. Milliseconds since 1970. */
  readonly readAt: Map<string, number>
  readonly write: (entry: Entry) => void
  /** The days on which something happened that a customer is asked about. */
  readonly askedAbout: (number: number) => readonly string[]
  /** The customers of whom a ticket is open, and since when. */
  readonly open: ReadonlyMap<number, { readonly ticket: string; readonly since: string }>
  /** Whether it was a visit that a customer is asked about whose survey went out on a day. */
  readonly isOfVisit: (number: number, sentOn: string) => boolean
}

/** What a customer is asked about a day later: a visit that was held, and a ticket that was resolved. */
export const isAskedAbout = ({ kind, did }: Entry): boolean =>
  (kind === 'visit' && did === 'hold') || (kind === 'ticket' && did === 'resolve')

export const openJournal = (): Journal => {
  const entries: Entry[] = []
  const asked = new Map<number, Entry[]>()
  const open = new Map<number, { readonly ticket: string; readonly since: string }>()
  const follow = (entry: Entry): void => {
    const { number, day } = entry
    if (isAskedAbout(entry)) asked.set(number, [...(asked.get(number) ?? []), entry])
    if (entry.kind !== 'ticket') return
    if (entry.did === 'open') open.set(number, { ticket: entry.ticket, since: day })
    else open.delete(number)
  }
  return {
    entries,
    readAt: new Map(),
    open,
    askedAbout: (number) => (asked.get(number) ?? []).map(({ day }) => day),
    isOfVisit: (number, sentOn) => asked.get(number)?.find(({ day }) => plus(day, 1) === sentOn)?.kind === 'visit',
    write: (entry) => {
      entries.push(entry)
      follow(entry)
    },
  }
}

/** What people did on which day, as far as they came through with it. The model goes by it. */
type Deed =
  | { readonly kind: 'visit'; readonly did: 'hold' | 'unreachable' | 'refuse' }
  | { readonly kind: 'review'; readonly did: 'confirm' | 'change' }
  | { readonly kind: 'answer'; readonly did: 'page' | 'phone'; readonly overall: number; readonly survey: string }

export type Entry = Deed & { readonly number: number; readonly day: string }

export type Journal = {
  readonly entries: readonly Entry[]
  /** When each colleague last read all that they had been told. Milliseconds since 1970. */
  readonly readAt: Map<string, number>
  readonly write: (entry: Entry) => void
  /** The days on which a customer was visited. */
  readonly heldOn: (number: number) => readonly string[]
}

export const openJournal = (): Journal => {
  const entries: Entry[] = []
  const held = new Map<number, string[]>()
  return {
    entries,
    readAt: new Map(),
    heldOn: (number) => held.get(number) ?? [],
    write: (entry) => {
      entries.push(entry)
      if (entry.kind === 'visit' && entry.did === 'hold') held.set(entry.number, [...(held.get(entry.number) ?? []), entry.day])
    },
  }
}

import type { Item, Key } from './table.ts'

const keyText = ({ pk, sk }: Key): string => `${pk}|${sk}`

/** Those of `all` at whose key none of `others` stands. */
export const without = <T extends Key>(all: readonly T[], others: readonly Key[]): readonly T[] => {
  const known = new Set(others.map(keyText))
  return all.filter((one) => !known.has(keyText(one)))
}

/** An item without what is the table's own: its keys, and what kind of thing it is. */
export const bare = ({ pk: _pk, sk: _sk, entity: _entity, ...members }: Item): Item => members

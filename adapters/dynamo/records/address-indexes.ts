import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { AddressIndexes as Indexes } from '../../../domain/kernel/care/closed.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { type AddressAt, addressKinds } from '../../../domain/kernel/reachability.ts'
import { sealOf } from './unopened.ts'

/** As they stand beside the seal of a record. */
export const AddressIndexes = z.record(z.string(), z.tuple([z.enum(addressKinds), z.string()]))

/** What tells addresses without saying them: the form in which suppressions, and claims to an address, are found. */
export const indexesOf = async (vault: Pick<Vault, 'blindIndex'>, addresses: readonly AddressAt[]): Promise<Indexes> => {
  const made = addresses.map(async ({ pointer, kind, value }) => [pointer, [kind, await vault.blindIndex(kind, value)]] as const)
  return Object.fromEntries(await Promise.all(made))
}

type Keeping<State> = { readonly kept: { readonly addresses?: (state: State) => readonly AddressAt[] }; readonly vault: Vault }

/**
 * The indexes to keep beside a record: as they came where the addresses are as they were, so that whoever changes something else needs
 * no key for them. Undefined where nobody here can make them: whoever needs them then opens the seal.
 */
export const indexesBeside = async <State>(
  { kept: { addresses }, vault }: Keeping<State>,
  { before, state }: { readonly before: State | undefined; readonly state: State },
): Promise<Indexes | undefined> => {
  if (!addresses) return undefined
  const stand = addresses(state)
  const came = before !== undefined && isDeepStrictEqual(addresses(before), stand) ? sealOf(before).indexes : undefined
  return came || !vault.indexes ? came : indexesOf(vault, stand)
}
